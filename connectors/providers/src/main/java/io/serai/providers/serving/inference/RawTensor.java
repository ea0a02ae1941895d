package io.serai.providers.serving.inference;

import io.serai.providers.http.Translation.MalformedException;
import io.serai.providers.serving.inference.Element.MisfitException;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tensors as bytes: elements one after another in row-major order, little-endian; of {@code BYTES} each with its length before it, in four
 * bytes (<a href="https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_binary_data.md">binary tensor data</a>).
 */
final class RawTensor {

    private RawTensor() {}

    static byte[] write(Datatype datatype, List<?> elements) throws MisfitException {
        return datatype == Datatype.BYTES ? lengthAndBytes(elements) : fixed(datatype, elements);
    }

    private static byte[] lengthAndBytes(List<?> elements) throws MisfitException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object element : elements) {
            byte[] bytes = Element.bytes(element);
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(bytes.length)
                    .array());
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] fixed(Datatype datatype, List<?> elements) throws MisfitException {
        ByteBuffer out = ByteBuffer.allocate(elements.size() * datatype.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (Object element : elements) {
            put(datatype, element, out);
        }
        return out.array();
    }

    private static void put(Datatype datatype, @Nullable Object element, ByteBuffer out) throws MisfitException {
        switch (datatype) {
            case BOOL -> out.put((byte) (Element.bool(element) ? 1 : 0));
            case INT8, UINT8 -> out.put((byte) Element.whole(element, datatype));
            case INT16, UINT16 -> out.putShort((short) Element.whole(element, datatype));
            case INT32, UINT32 -> out.putInt((int) Element.whole(element, datatype));
            case INT64, UINT64 -> out.putLong(Element.whole(element, datatype));
            case FP16 -> out.putShort(HalfFloat.of(Element.single(element)));
            case BF16 -> out.putShort(HalfFloat.brainOf(Element.single(element)));
            case FP32 -> out.putFloat(Element.single(element));
            case FP64 -> out.putDouble(Element.number(element));
            case BYTES -> throw new MisfitException();
        }
    }

    /** The elements; those of {@code BYTES} as {@code byte[]}. */
    static List<Object> read(Datatype datatype, ByteBuffer raw) throws MalformedException {
        ByteBuffer in = raw.slice().order(ByteOrder.LITTLE_ENDIAN);
        int size = datatype.size();
        if (size > 0 && in.remaining() % size != 0) {
            throw new MalformedException("expected a tensor's bytes to be elements of " + datatype);
        }
        List<Object> elements = size > 0 ? new ArrayList<>(in.remaining() / size) : new ArrayList<>();
        try {
            while (in.hasRemaining()) {
                elements.add(get(datatype, in));
            }
        } catch (BufferUnderflowException e) {
            throw new MalformedException("expected a tensor's bytes to be as long as they say");
        }
        return elements;
    }

    private static Object get(Datatype datatype, ByteBuffer in) throws MalformedException {
        return switch (datatype) {
            case BOOL -> in.get() != 0;
            case INT8 -> (int) in.get();
            case UINT8 -> in.get() & 0xFF;
            case INT16 -> (int) in.getShort();
            case UINT16 -> in.getShort() & 0xFFFF;
            case INT32 -> in.getInt();
            case UINT32 -> in.getInt() & 0xFFFF_FFFFL;
            case INT64 -> in.getLong();
            case UINT64 -> Element.ofUnsigned(in.getLong());
            case FP16 -> HalfFloat.toFloat(in.getShort());
            case BF16 -> HalfFloat.brainToFloat(in.getShort());
            case FP32 -> in.getFloat();
            case FP64 -> in.getDouble();
            case BYTES -> bytes(in);
        };
    }

    private static byte[] bytes(ByteBuffer in) throws MalformedException {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new MalformedException("expected a tensor's bytes to be as long as they say");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
