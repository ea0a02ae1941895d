package io.serai.processors.predict;

import static io.serai.processors.frontend.Rules.STRING;
import static io.serai.processors.frontend.Rules.array;
import static io.serai.processors.frontend.Rules.integer;
import static io.serai.processors.frontend.Rules.matching;
import static io.serai.processors.frontend.Rules.object;
import static io.serai.processors.frontend.Rules.optional;
import static io.serai.processors.frontend.Rules.required;
import static io.serai.processors.frontend.Rules.word;

import io.serai.api.error.CallerException;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.Rule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an inference request has to be (<a
 * href="https://github.com/open-inference/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">source</a>).
 * Whether the data fit the shape is the model's business: the protocol's own example has a shape of three and one element.
 */
final class PredictRules {

    private static final int MANY = Integer.MAX_VALUE;

    private static final Rule NAME = matching("(?s).+", "a string that is not empty");

    private static final Rule DATATYPE = word(
            "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "BF16", "FP32",
            "FP64", "BYTES");

    /** MLServer takes a text, or an object, in place of a list of one. */
    private static final Rule INPUT = object(
                    required("name", NAME),
                    required("shape", array(0, MANY, integer(0, Long.MAX_VALUE))),
                    required("datatype", DATATYPE),
                    optional("parameters", object()))
            .and(PredictRules::inJson);

    private static final Rule OUTPUT =
            object(required("name", NAME), optional("parameters", object())).and(PredictRules::inJson);

    static final Rule INFER = object(
                    optional("id", STRING),
                    optional("parameters", object()),
                    required("inputs", array(1, MANY, INPUT)),
                    optional("outputs", array(0, MANY, OUTPUT)))
            .and(PredictRules::inJson)
            .and(PredictRules::hasData);

    private PredictRules() {}

    /**
     * Refuses what asks for tensors as raw bytes after the JSON, Triton's <a
     * href="https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_binary_data.md">extension</a>.
     */
    private static void inJson(@Nullable Object value, Path path) {
        if (value instanceof Map<?, ?> map && map.get("parameters") instanceof Map<?, ?> parameters) {
            Path at = path.member("parameters");
            if (parameters.get("binary_data_size") != null) {
                throw binary(at.member("binary_data_size"));
            }
            for (String flag : List.of("binary_data", "binary_data_output")) {
                if (Boolean.TRUE.equals(parameters.get(flag))) {
                    throw binary(at.member(flag));
                }
            }
        }
    }

    private static RuntimeException binary(Path at) {
        return CallerException.badField(
                at.toString(), "`" + at + "` can't be given: tensors travel as JSON here, not as binary data.");
    }

    private static void hasData(@Nullable Object value, Path path) {
        if (value instanceof Map<?, ?> request && request.get("inputs") instanceof List<?> inputs) {
            for (int i = 0; i < inputs.size(); i++) {
                if (inputs.get(i) instanceof Map<?, ?> input && input.get("data") == null) {
                    Path at = path.member("inputs").element(i).member("data");
                    throw CallerException.badField(at.toString(), "`" + at + "` is required.");
                }
            }
        }
    }
}
