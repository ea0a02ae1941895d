package io.serai.providers.serving.inference;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.serai.providers.http.Translation.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code inference.ModelInferResponse} as a canonical answer (<a
 * href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/open_inference_grpc.proto">specification</a>).
 */
final class InferResponse {

    private final Map<String, Object> answer = new LinkedHashMap<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final List<Map<String, Object>> outputs = new ArrayList<>();
    private final List<ByteBuffer> raw = new ArrayList<>();

    private InferResponse() {}

    /** @param model that was asked, told where the server does not say which one answered */
    static Map<String, Object> read(byte[] message, String model) throws MalformedException {
        InferResponse response = new InferResponse();
        try {
            response.read(CodedInputStream.newInstance(message));
        } catch (IOException e) {
            throw new MalformedException("expected a ModelInferResponse");
        }
        return response.answer(model);
    }

    private void read(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> answer.put("model_name", in.readString());
                case 2 -> answer.put("model_version", in.readString());
                case 3 -> answer.put("id", in.readString());
                case 4 -> parameter(nested(in), parameters);
                case 5 -> outputs.add(output(nested(in)));
                case 6 -> raw.add(in.readByteBuffer());
                default -> in.skipField(tag);
            }
        }
    }

    private Map<String, Object> answer(String model) throws MalformedException {
        answer.values().removeIf(""::equals);
        answer.putIfAbsent("model_name", model);
        if (!parameters.isEmpty()) {
            answer.put("parameters", parameters);
        }
        if (!raw.isEmpty()) {
            if (raw.size() != outputs.size()) {
                throw new MalformedException("expected raw contents of each output");
            }
            for (int i = 0; i < raw.size(); i++) {
                OutputTensor.fill(outputs.get(i), raw.get(i));
            }
        }
        answer.put("outputs", outputs);
        return answer;
    }

    private static CodedInputStream nested(CodedInputStream in) throws IOException {
        ByteString bytes = in.readBytes();
        return bytes.newCodedInput();
    }

    private static Map<String, Object> output(CodedInputStream in) throws IOException {
        Map<String, Object> output = new LinkedHashMap<>();
        Map<String, Object> parameters = new LinkedHashMap<>();
        List<Object> shape = new ArrayList<>();
        // "name", "datatype" and "shape" go before "data", whatever the order on the wire.
        output.put("name", "");
        output.put("datatype", "");
        output.put("shape", shape);
        List<Object> elements = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> output.put("name", in.readString());
                case 2 -> output.put("datatype", in.readString());
                case 3 -> repeated(in, tag, shape, CodedInputStream::readInt64);
                case 4 -> parameter(nested(in), parameters);
                case 5 -> contents(nested(in), elements);
                default -> in.skipField(tag);
            }
        }
        if (!parameters.isEmpty()) {
            output.put("parameters", parameters);
        }
        Datatype datatype = Datatype.of(String.valueOf(output.get("datatype")));
        boolean bytes = datatype == Datatype.BYTES;
        if (datatype == null || !elements.stream().allMatch(element -> element instanceof byte[] == bytes)) {
            throw new InvalidProtocolBufferException("expected contents of the tensor's datatype");
        }
        OutputTensor.fill(output, datatype, elements);
        return output;
    }

    private static void contents(CodedInputStream in, List<Object> elements) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> repeated(in, tag, elements, CodedInputStream::readBool);
                case 2 -> repeated(in, tag, elements, CodedInputStream::readInt32);
                case 3 -> repeated(in, tag, elements, CodedInputStream::readInt64);
                case 4 -> repeated(in, tag, elements, from -> from.readUInt32() & 0xFFFF_FFFFL);
                case 5 -> repeated(in, tag, elements, from -> Element.ofUnsigned(from.readUInt64()));
                case 6 -> repeated(in, tag, elements, CodedInputStream::readFloat);
                case 7 -> repeated(in, tag, elements, CodedInputStream::readDouble);
                case 8 -> elements.add(in.readByteArray());
                default -> in.skipField(tag);
            }
        }
    }

    @FunctionalInterface
    private interface Reading {
        Object from(CodedInputStream in) throws IOException;
    }

    /** Numbers may be packed or each with its tag: readers have to take both. */
    private static void repeated(CodedInputStream in, int tag, List<Object> into, Reading reading) throws IOException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            into.add(reading.from(in));
            return;
        }
        int limit = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            into.add(reading.from(in));
        }
        in.popLimit(limit);
    }

    /** An entry of a map from names to {@code InferParameter}s. */
    private static void parameter(CodedInputStream in, Map<String, Object> into) throws IOException {
        String name = "";
        Object value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> name = in.readString();
                case 2 -> value = choice(nested(in));
                default -> in.skipField(tag);
            }
        }
        into.put(name, value);
    }

    private static Object choice(CodedInputStream in) throws IOException {
        Object value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> value = in.readBool();
                case 2 -> value = in.readInt64();
                case 3 -> value = in.readString();
                case 4 -> value = in.readDouble();
                case 5 -> value = Element.ofUnsigned(in.readUInt64());
                default -> in.skipField(tag);
            }
        }
        return value;
    }
}
