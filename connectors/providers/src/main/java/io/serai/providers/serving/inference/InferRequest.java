package io.serai.providers.serving.inference;

import io.serai.providers.serving.Members;
import io.serai.providers.serving.ModelName;
import io.serai.providers.serving.Tensor;
import io.serai.providers.serving.inference.Element.MisfitException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a canonical prediction as {@code inference.ModelInferRequest} (<a
 * href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/open_inference_grpc.proto">specification</a>).
 */
final class InferRequest {

    /** How elements are sent. */
    enum Contents {
        /** In the field of their datatype, where all have one. Every server reads it. */
        TYPED,
        /** As bytes, which is faster for large tensors; TorchServe, for one, does not read them. */
        RAW
    }

    private final Map<String, Object> request;
    private final ModelName model;
    private final Contents wanted;
    private final List<String> dropped = new ArrayList<>(0);

    InferRequest(ModelName model, Map<String, Object> request, Contents wanted) {
        this.model = model;
        this.request = request;
        this.wanted = wanted;
    }

    /** The message. Breaks with {@code caller_bad_request} where an element is not of its tensor's datatype. */
    byte[] toBytes() {
        List<Tensor> inputs = Tensor.inputs(request);
        Message message = new Message().text(1, model.name()).text(2, model.version());
        if (request.get("id") instanceof String id) {
            message.text(3, id);
        }
        if (request.get("parameters") instanceof Map<?, ?> parameters) {
            parameters(message, 4, parameters, "parameters");
        }
        Map<String, Object> own = new LinkedHashMap<>();
        Members.merge(request, own);
        parameters(message, 4, own, "extra_body");
        boolean raw = wanted == Contents.RAW || inputs.stream().anyMatch(InferRequest::isRawOnly);
        for (Tensor input : inputs) {
            message.message(5, input(input, raw));
        }
        for (Tensor output : Tensor.wished(request)) {
            message.message(6, output(output));
        }
        if (raw) {
            inputs.forEach(input -> message.bytes(7, rawContents(input)));
        }
        unknown();
        return message.toBytes();
    }

    /** The request's members that could not be said; complete once the message is written. */
    List<String> dropped() {
        return dropped;
    }

    private void unknown() {
        request.forEach((name, value) -> {
            switch (name) {
                case "id", "parameters", "inputs", "outputs" -> {}
                default -> {
                    if (value != null && !Members.isSilent(name)) {
                        dropped.add(name);
                    }
                }
            }
        });
    }

    private static boolean isRawOnly(Tensor input) {
        return datatype(input).field() == 0;
    }

    private static Datatype datatype(Tensor input) {
        Datatype datatype = Datatype.of(input.datatype());
        if (datatype == null) {
            throw input.bad("datatype", "to be one of " + List.of(Datatype.values()));
        }
        return datatype;
    }

    private Message input(Tensor input, boolean raw) {
        Message message =
                new Message().text(1, input.name()).text(2, datatype(input).name());
        long[] shape = input.shape();
        if (shape == null) {
            throw input.bad("shape", "to be a list of whole numbers");
        }
        message.message(3, packed(shape));
        parameters(message, 4, input.parameters(), input.path() + ".parameters");
        return raw ? message : message.message(5, contents(input));
    }

    private static Message packed(long[] numbers) {
        return new Message().write(out -> {
            for (long number : numbers) {
                out.writeInt64NoTag(number);
            }
        });
    }

    private static byte[] rawContents(Tensor input) {
        try {
            return RawTensor.write(datatype(input), input.flat());
        } catch (MisfitException e) {
            throw misfit(input);
        }
    }

    private static RuntimeException misfit(Tensor input) {
        return input.bad("data", "to hold elements of " + input.datatype());
    }

    private static Message contents(Tensor input) {
        Datatype datatype = datatype(input);
        try {
            Message contents = new Message();
            if (datatype == Datatype.BYTES) {
                for (Object element : input.flat()) {
                    contents.bytes(datatype.field(), Element.bytes(element));
                }
                return contents;
            }
            return contents.message(datatype.field(), packed(datatype, input.flat()));
        } catch (MisfitException e) {
            throw misfit(input);
        }
    }

    private static Message packed(Datatype datatype, List<?> elements) throws MisfitException {
        Message packed = new Message();
        for (Object element : elements) {
            element(packed, datatype, element);
        }
        return packed;
    }

    private static void element(Message packed, Datatype datatype, @Nullable Object element) throws MisfitException {
        switch (datatype) {
            case BOOL -> {
                boolean value = Element.bool(element);
                packed.write(out -> out.writeBoolNoTag(value));
            }
            case FP32 -> {
                float value = Element.single(element);
                packed.write(out -> out.writeFloatNoTag(value));
            }
            case FP64 -> {
                double value = Element.number(element);
                packed.write(out -> out.writeDoubleNoTag(value));
            }
            default -> {
                long value = Element.whole(element, datatype);
                packed.write(out -> out.writeInt64NoTag(value));
            }
        }
    }

    private Message output(Tensor output) {
        Message message = new Message().text(1, output.name());
        parameters(message, 2, output.parameters(), output.path() + ".parameters");
        return message;
    }

    private void parameters(Message message, int field, Map<?, ?> parameters, String path) {
        parameters.forEach((name, value) -> {
            Message choice = parameter(value);
            if (choice != null) {
                message.message(
                        field,
                        new Message()
                                .write(out -> out.writeString(1, name.toString()))
                                .message(2, choice));
            } else if (value != null) {
                dropped.add(path + "." + name);
            }
        });
    }

    /** {@code InferParameter}; null where the protocol has no such value. */
    private static @Nullable Message parameter(@Nullable Object value) {
        Message choice = new Message();
        if (value instanceof Boolean bool) {
            return choice.write(out -> out.writeBool(1, bool));
        }
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            return choice.write(out -> out.writeInt64(2, number));
        }
        if (value instanceof String text) {
            return choice.write(out -> out.writeString(3, text));
        }
        if (value instanceof BigInteger big && big.signum() > 0 && big.bitLength() <= Long.SIZE) {
            return choice.write(out -> out.writeUInt64(5, big.longValue()));
        }
        if (value instanceof Number number) {
            return choice.write(out -> out.writeDouble(4, number.doubleValue()));
        }
        return null;
    }
}
