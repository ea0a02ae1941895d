package io.serai.processors.ollama;

import io.serai.processors.frontend.Frames;
import java.util.Arrays;
import java.util.Map;

/** A JSON object and the line feed after it, of which streams are made (<a href="https://docs.ollama.com/api/streaming">source</a>). */
final class Line {

    private Line() {}

    static byte[] of(Map<String, Object> object) {
        byte[] json = Frames.whole(object);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }
}
