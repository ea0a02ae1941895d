package io.serai.api.json;

/** Bytes that are not the JSON expected. The message says what was found and where, and holds no content. */
public final class JsonException extends Exception {
    private final String path;

    JsonException(String message, String path) {
        super(message, null, false, false);
        this.path = path;
    }

    /** Where, in the manner of {@code messages[0].content}; empty for the document itself. */
    public String path() {
        return path;
    }
}
