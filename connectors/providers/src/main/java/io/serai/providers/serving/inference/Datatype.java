package io.serai.providers.serving.inference;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tensors are made of (<a
 * href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/open_inference_grpc.proto">specification</a>),
 * with the field of {@code InferTensorContents} that holds it.
 */
enum Datatype {
    BOOL(1, 1),
    INT8(1, 2),
    INT16(2, 2),
    INT32(4, 2),
    INT64(8, 3),
    UINT8(1, 4),
    UINT16(2, 4),
    UINT32(4, 4),
    UINT64(8, 5),
    FP16(2, 0),
    BF16(2, 0),
    FP32(4, 6),
    FP64(8, 7),
    BYTES(0, 8);

    private static final Map<String, Datatype> BY_NAME = new HashMap<>();

    static {
        for (Datatype datatype : values()) {
            BY_NAME.put(datatype.name(), datatype);
        }
    }

    private final int size;
    private final int field;

    Datatype(int size, int field) {
        this.size = size;
        this.field = field;
    }

    /** The datatype of this name; null where there is none. */
    static @Nullable Datatype of(String name) {
        return BY_NAME.get(name);
    }

    /** Bytes of an element; 0 where each has its own length. */
    int size() {
        return size;
    }

    /** The number of the field that holds such elements; 0 where there is none and they have to be raw. */
    int field() {
        return field;
    }
}
