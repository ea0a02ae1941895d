package io.serai.providers.gemini;

import io.serai.api.error.CallerException;
import io.serai.api.error.SeraiException;
import io.serai.providers.google.VertexPlace;
import java.util.Optional;

/**
 * Which of Google's two services is spoken with, and where its models are.
 *
 * @param version of its API, such as {@code v1beta}
 * @param kind of service
 * @param place on Vertex AI; empty in its express mode, which knows the project by the key
 * @param files the address of files that were uploaded, to which their ids are relative
 */
record Surface(String version, Kind kind, Optional<VertexPlace> place, String files) {

    /** Google's services that have Gemini. */
    enum Kind {
        /** <a href="https://ai.google.dev/api">Gemini API</a>. */
        AI_STUDIO,
        /** <a href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference">Vertex AI</a>. */
        VERTEX
    }

    boolean isVertex() {
        return kind == Kind.VERTEX;
    }

    /** The path of a method of a model, such as {@code generateContent}. */
    String path(String model, String method) {
        return base(model) + ":" + method;
    }

    /** The model as requests name it inside. */
    static String resource(String model) {
        return model.indexOf('/') < 0 ? "models/" + model : model;
    }

    private String base(String model) {
        checked(model);
        if (kind == Kind.AI_STUDIO) {
            return "/" + version + "/" + resource(model);
        }
        String root = place.map(p -> p.path(version)).orElse("/" + version);
        // A tuned model is called by its endpoint:
        // https://cloud.google.com/vertex-ai/generative-ai/docs/models/gemini-use-supervised-tuning
        if (model.startsWith("endpoints/") || model.startsWith("publishers/")) {
            return root + "/" + model;
        }
        return root + "/publishers/google/" + resource(model);
    }

    /** A caller may choose the model, never another path of the service. */
    private static void checked(String model) {
        boolean fits = !model.isEmpty() && model.charAt(0) != '/' && !model.contains("..") && !model.contains("//");
        for (int i = 0; fits && i < model.length(); i++) {
            fits = isPlain(model.charAt(i));
        }
        if (!fits) {
            throw unknown();
        }
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_.@/".indexOf(c) >= 0;
    }

    private static SeraiException unknown() {
        return CallerException.badField(
                "model", "Expected the model's name to consist of letters, digits, and any of - _ . @ /.");
    }
}
