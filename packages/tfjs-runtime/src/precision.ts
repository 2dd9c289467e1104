export type Precision = "float32" | "mixed-bfloat16";
