package io.serai.providers.anthropic;

import io.serai.api.call.Operation;
import io.serai.api.error.CallerException;
import io.serai.providers.http.Translator.Delivery;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the Messages API lives, and what that changes: the path, the place of the model and of the version, how the key is sent. */
enum MessagesFlavor {
    /** https://platform.claude.com/docs/en/api/messages */
    API {
        @Override
        String path(Operation operation, String model, Delivery delivery) {
            return operation == Operation.COUNT_TOKENS ? "/v1/messages/count_tokens" : "/v1/messages";
        }

        @Override
        void begin(Map<String, Object> body, Operation operation, String model) {
            body.put("model", model);
        }

        @Override
        void authorize(Map<String, String> headers, String key) {
            headers.put("x-api-key", key);
        }

        @Override
        void version(Map<String, String> headers) {
            headers.put("anthropic-version", "2023-06-01");
        }
    },

    /**
     * https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai: below a base URL that ends with project and location,
     * such as {@code https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/us-east5}. A key is an access token.
     */
    VERTEX {
        private static final String MODELS = "/publishers/anthropic/models/";

        @Override
        String path(Operation operation, String model, Delivery delivery) {
            if (operation == Operation.COUNT_TOKENS) {
                return MODELS + "count-tokens:rawPredict";
            }
            return MODELS + checked(model) + (delivery == Delivery.STREAM ? ":streamRawPredict" : ":rawPredict");
        }

        /** A caller may choose the model, never another path of the service. */
        private static String checked(String model) {
            boolean plain = model.chars()
                    .allMatch(c -> (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "-_.@".indexOf(c) >= 0);
            if (!plain || model.isEmpty() || model.contains("..")) {
                throw CallerException.badField(
                        "model", "Expected the model's name to consist of letters, digits, and any of - _ . @.");
            }
            return model;
        }

        @Override
        void begin(Map<String, Object> body, Operation operation, String model) {
            body.put("anthropic_version", "vertex-2023-10-16");
            if (operation == Operation.COUNT_TOKENS) {
                body.put("model", model);
            }
        }

        @Override
        void authorize(Map<String, String> headers, String key) {
            headers.put("authorization", "Bearer " + key);
        }

        @Override
        void version(Map<String, String> headers) {}
    };

    /** Whether files can be uploaded there: https://platform.claude.com/docs/en/build-with-claude/files names Vertex as one that has none. */
    boolean keepsFiles() {
        return this == API;
    }

    /** Below the base URL. */
    abstract String path(Operation operation, String model, Delivery delivery);

    /** The first members of a request's body. */
    abstract void begin(Map<String, Object> body, Operation operation, String model);

    abstract void authorize(Map<String, String> headers, String key);

    /** The version of the API, where it goes by header. */
    abstract void version(Map<String, String> headers);

    /** @throws IllegalArgumentException naming all flavors */
    static MessagesFlavor of(String label) {
        for (MessagesFlavor flavor : values()) {
            if (flavor.label().equals(label)) {
                return flavor;
            }
        }
        List<String> known = Arrays.stream(values()).map(MessagesFlavor::label).toList();
        throw new IllegalArgumentException("expected flavor to be one of " + known + ", found '" + label + "'");
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
