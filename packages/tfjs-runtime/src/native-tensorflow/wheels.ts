/**
 * Which Python wheels hold native TensorFlow, and what is taken out of them: data, by platform and device.
 *
 * A wheel's Python version is only a name here: the libraries do not depend on it. Those of linux-arm64 and
 * darwin-arm64 were looked into and never run. TensorFlow's of CUDA was run on an H100, over that machine's own
 * CUDA 13, the second time with NVIDIA's wheel of the runtime; the other wheels of CUDA 12.9 were loaded, and never run
 * on a card.
 */
export const tensorFlowVersion = "2.21.0";

/** What TensorFlow computes on: the processor, or an NVIDIA card. */
export type Device = "cpu" | "cuda";

export interface Wheel {
  readonly project: string;
  readonly version: string;
  /** pip's names of the platform: the wheel has one of them. */
  readonly platforms: readonly string[];
  readonly sha256: string;
  readonly megabytes: number;
  /**
   * Paths in the wheel, kept where it is unpacked: TensorFlow looks for NVIDIA's libraries in
   * `../nvidia/…/lib` from its own, and they for each other.
   */
  readonly files: readonly string[];
}

/** The two libraries of TensorFlow in a wheel of this platform. */
export function libraryFiles(platform: string = process.platform): readonly [framework: string, main: string] | null {
  if (platform === "linux") return ["tensorflow/libtensorflow_framework.so.2", "tensorflow/libtensorflow_cc.so.2"];
  if (platform === "darwin")
    return ["tensorflow/libtensorflow_framework.2.dylib", "tensorflow/libtensorflow_cc.2.dylib"];
  return null;
}

const linux = libraryFiles("linux") ?? [];
const darwin = libraryFiles("darwin") ?? [];
const linuxX64 = ["manylinux_2_27_x86_64", "manylinux2014_x86_64", "manylinux2010_x86_64"];

const tensorFlow = (project: string, wheel: Pick<Wheel, "platforms" | "files" | "sha256" | "megabytes">): Wheel => ({
  project,
  version: tensorFlowVersion,
  ...wheel,
});

/** A wheel of NVIDIA's: `nvidia-cuda-nvcc-cu12` keeps its files in `nvidia/cuda_nvcc`. */
const nvidia = (part: string, version: string, megabytes: number, sha256: string, files: readonly string[]): Wheel => ({
  project: `nvidia-${part.replace("_", "-")}-cu12`,
  version,
  platforms: linuxX64,
  sha256,
  megabytes,
  files: files.map((file) => `nvidia/${part}/${file}`),
});

/** The parts of cuDNN 9 beside `libcudnn.so.9`, which opens them as it needs them. */
const cudnnParts = [
  "adv",
  "cnn",
  "engines_precompiled",
  "engines_runtime_compiled",
  "engines_tensor_ir",
  "ext",
  "graph",
  "heuristic",
  "ops",
];

/**
 * What `tensorflow[and-cuda]` asks for, in the versions it resolved to, without CUPTI (profiling) and cuRAND,
 * which TensorFlow 2.21 does not open to compute. XLA compiles for the card with `ptxas` and `libdevice`.
 */
const cuda: readonly Wheel[] = [
  tensorFlow("tensorflow", {
    platforms: linuxX64,
    files: linux,
    sha256: "9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124",
    megabytes: 572,
  }),
  nvidia("cuda_runtime", "12.9.79", 3, "25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3", [
    "lib/libcudart.so.12",
  ]),
  nvidia("nvjitlink", "12.9.86", 40, "e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9", [
    "lib/libnvJitLink.so.12",
  ]),
  nvidia("cuda_nvrtc", "12.9.86", 90, "210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4", [
    "lib/libnvrtc.so.12",
    "lib/libnvrtc-builtins.so.12.9",
  ]),
  nvidia("cuda_nvcc", "12.9.86", 41, "5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0", [
    "bin/ptxas",
    "nvvm/libdevice/libdevice.10.bc",
  ]),
  nvidia("cublas", "12.9.3.13", 581, "d7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72", [
    "lib/libcublas.so.12",
    "lib/libcublasLt.so.12",
  ]),
  nvidia("cufft", "11.4.1.4", 201, "c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28", [
    "lib/libcufft.so.11",
  ]),
  nvidia("cusparse", "12.5.10.65", 366, "73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78", [
    "lib/libcusparse.so.12",
  ]),
  nvidia("cusolver", "11.7.5.82", 338, "15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88", [
    "lib/libcusolver.so.11",
  ]),
  nvidia("cudnn", "9.28.0.42", 717, "9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375", [
    "lib/libcudnn.so.9",
    ...cudnnParts.map((part) => `lib/libcudnn_${part}.so.9`),
  ]),
  nvidia("nccl", "2.32.3", 352, "bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c", [
    "lib/libnccl.so.2",
  ]),
];

/** By `process.platform-process.arch`. */
export const wheels: Readonly<Record<string, { readonly [D in Device]?: readonly Wheel[] }>> = {
  "linux-x64": {
    cpu: [
      tensorFlow("tensorflow-cpu", {
        platforms: linuxX64,
        files: linux,
        sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
        megabytes: 274,
      }),
    ],
    cuda,
  },
  "linux-arm64": {
    cpu: [
      tensorFlow("tensorflow", {
        platforms: ["manylinux_2_27_aarch64", "manylinux2014_aarch64"],
        files: linux,
        sha256: "4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c",
        megabytes: 282,
      }),
    ],
  },
  "darwin-arm64": {
    cpu: [
      tensorFlow("tensorflow", {
        platforms: ["macosx_12_0_arm64"],
        files: darwin,
        sha256: "51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88",
        megabytes: 223,
      }),
    ],
  },
};
