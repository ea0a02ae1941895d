package io.serai.providers.bedrock;

import io.serai.api.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Frames written by hand after https://smithy.io/2.0/aws/amazon-eventstream.html, not by the library that reads them. */
final class EventStreamFrames {

    private static final int STRING = 7;

    private EventStreamFrames() {}

    /** {@code {type, data}}, with {@code messageType: exception}, or {@code messageType: error} with {@code code} and {@code message}. */
    static byte[] of(Map<?, ?> event) {
        Map<String, String> headers = new LinkedHashMap<>();
        Object kind = event.containsKey("messageType") ? event.get("messageType") : "event";
        byte[] payload = event.containsKey("data") ? Json.write(event.get("data")) : new byte[0];
        switch (kind.toString()) {
            case "exception" -> {
                headers.put(":exception-type", event.get("type").toString());
                headers.put(":content-type", "application/json");
            }
            case "error" -> {
                headers.put(":error-code", event.get("code").toString());
                headers.put(":error-message", event.get("message").toString());
            }
            default -> {
                headers.put(":event-type", event.get("type").toString());
                headers.put(":content-type", "application/json");
            }
        }
        headers.put(":message-type", kind.toString());
        return frame(headers, payload);
    }

    static byte[] event(String type, String json) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(":event-type", type);
        headers.put(":content-type", "application/json");
        headers.put(":message-type", "event");
        return frame(headers, json.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] frame(Map<String, String> headers, byte[] payload) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        headers.forEach((name, value) -> {
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            byte[] text = value.getBytes(StandardCharsets.UTF_8);
            encoded.write(key.length);
            encoded.writeBytes(key);
            encoded.write(STRING);
            encoded.write(text.length >> 8);
            encoded.write(text.length);
            encoded.writeBytes(text);
        });
        byte[] block = encoded.toByteArray();
        ByteBuffer frame = ByteBuffer.allocate(16 + block.length + payload.length);
        frame.putInt(frame.capacity()).putInt(block.length);
        frame.putInt(checksum(frame));
        frame.put(block).put(payload);
        frame.putInt(checksum(frame));
        return frame.array();
    }

    private static int checksum(ByteBuffer frame) {
        CRC32 crc = new CRC32();
        crc.update(frame.array(), 0, frame.position());
        return (int) crc.getValue();
    }
}
