/** Whether Vulkan has a driver on this Linux, asked in silence: Dawn writes to standard error where it finds none. */
import { openForGood } from "./native-tensorflow/open-for-good.js";

/** VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO, the first word of a VkInstanceCreateInfo; all else in it may be zero. */
const instanceCreateInfo = 1;
const bytesOfCreateInfo = 64;
const success = 0;

export function hasVulkanDriver(): boolean {
  try {
    const vulkan = openForGood("libvulkan.so.1");
    const create = vulkan.func("int vkCreateInstance(const void *info, const void *allocator, _Out_ void **instance)");
    const destroy = vulkan.func("void vkDestroyInstance(void *instance, const void *allocator)");
    const info = new Uint8Array(bytesOfCreateInfo);
    info[0] = instanceCreateInfo;
    const instance = [null];
    if (create(info, null, instance) !== success) return false;
    destroy(instance[0], null);
    return true;
  } catch {
    return false;
  }
}
