package io.serai.api.sse;

import java.nio.charset.StandardCharsets;

/**
 * One server-sent event.
 *
 * @param type the {@code event} field, {@code message} where there was none
 * @param data the UTF-8 bytes of all {@code data} lines, joined by line feeds
 */
@SuppressWarnings("ArrayRecordComponent") // parsed as JSON straight away, never compared
public record SseEvent(String type, byte[] data) {

    /** The type of an event that names none. */
    public static final String MESSAGE = "message";

    public String text() {
        return new String(data, StandardCharsets.UTF_8);
    }
}
