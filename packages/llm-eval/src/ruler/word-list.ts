/** Plain English words for keys and lists, written for this package; RULER draws its own from a library of them. */

const split = (words: string): readonly string[] => words.trim().split(/\s+/u);

export const adjectives: readonly string[] = split(`
able amber ample arctic autumn azure bald bitter blank blunt bold brave brief bright brisk broad broken bronze busy
calm careful cheap chilly civil clean clear clever cloudy coastal cold common cool copper coral cosy crisp curious
curved damp daring dark deep dense distant double dry dull dusty eager early easy elder empty equal even exact faint
fair famous fancy fast feeble fierce fine firm flat foggy fond formal fragile frank fresh frosty frugal full gentle
giant glad golden grand gray green handy happy hardy harsh hasty heavy hidden hollow honest humble icy idle jolly
keen kind large late lazy lean level light little lively local lonely long loud loyal lucky mellow mild misty modest
narrow neat nimble noble noisy odd old pale patient plain polite proud quick quiet rapid rare ready rich ripe rough
round royal rusty salty sandy secret sharp shiny short silent silver simple slender slow smooth soft solid sour
spare steady steep stern still stormy strong sturdy subtle sunny sweet swift tall tame tender thick thin tidy tiny
tough vague vast vivid warm weak weary wide wild windy wise witty wooden young
`);

export const nouns: readonly string[] = split(`
acorn actor album anchor angle ankle answer apple apron arrow artist attic author badge baker balcony ballad banner
barn barrel basin basket battle beach beacon beard bell bench berry blanket blossom board boat bottle bowl branch
bread brick bridge broom brush bucket butter button cabin cable cactus camel camera candle canoe canvas canyon
captain carpet castle cattle cave cedar cellar chain chair chapel cherry chest chimney circle citizen clay cliff
clock cloud clover coach coat coin column comet compass copy corner cotton couch cousin cradle crane crayon creek
crown cup curtain cushion dairy dancer desert desk diamond dinner doctor dolphin donkey door dragon drawer dream
drum duck eagle ear easel echo edge elbow engine envelope estate evening eye fabric factory falcon farmer feather
fence ferry festival field finger fire flag flame flower flute forest fork fossil fountain fox frame friend fruit
galaxy garden gate ghost gift glacier glass globe glove goat grain grape grass guest guitar hammer harbor harvest
hat hawk hill hinge honey horn horse hotel house island ivory jacket jar jewel journey judge juice jungle kettle
key king kitchen kite knee knife ladder lake lamp lantern lawn leaf lemon lens letter library lion lizard lock
lumber lunch magnet maple market mask meadow medal melody melon mirror model monkey moon morning mosaic mountain
mouse museum napkin needle nest night notebook oak oasis ocean olive onion orange orchard otter owl oyster package
paddle page paint palace panther paper parade parcel parrot path peach pebble pencil penguin pepper piano picnic
pigeon pillow pilot pine pirate planet plate pocket poem pond pony potato prairie prince puddle pumpkin puppet
puzzle rabbit raft rain ranch raven reef ribbon ring river road robin rocket roof room root rope rose ruler saddle
sail salmon sand scarf school season shadow sheep shelf shell ship shoe shore signal sister sky sleeve snail snow
soap sofa soldier song soup sparrow spider spoon square squirrel stable star statue stone stove stream street
student sugar summer sunset swan table tailor tea temple tent theater thimble thread throne thunder ticket tiger
toast tower trail train treasure tree trumpet tulip tunnel turtle valley vase velvet village violin voyage wagon
walnut water wave weaver whale wheat wheel whistle willow window winter wolf wool yard zebra
`);

export const verbs: readonly string[] = split(`
accept admire admit advise agree allow announce appear argue arrange arrive ask bake balance believe borrow bounce
breathe build carry carve catch celebrate change chase choose climb collect compare consider continue count cover
crawl decide deliver deny describe dig discover divide draw earn eat enjoy enter escape examine expect explain fail
fetch fill follow forget forgive gather give grow guess guide hang hear help hide hold imagine improve include
invent invite join jump keep knock laugh learn leave lend listen look lose make measure meet mend notice obey offer
open paddle pause perform plan play pour praise prepare pretend promise protect prove pull push reach read receive
refuse remain remember repair repeat reply rescue return rise run save search see sell send share shout sing sit
sleep smile solve speak spend stand start stay swim take teach tell thank think throw touch trade travel trust try
turn understand unite visit wait walk want warn wash watch whisper win wonder work worry write yawn
`);
