package io.serai.processors.media;

import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.api.media.ByteStream;
import io.serai.api.sse.EventStream;
import io.serai.processors.frontend.Bill;
import io.serai.processors.frontend.Frames;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Speech as events, each with a piece of the audio in base64 (<a
 * href="https://platform.openai.com/docs/api-reference/audio/speech-audio-delta-event">source</a>). The last tells the usage, where a
 * provider told it.
 */
final class SpeechEvents implements EventStream {

    private final ByteStream source;
    private final Bill bill;
    private boolean ended;

    SpeechEvents(ByteStream source, Bill bill) {
        this.source = source;
        this.bill = bill;
    }

    @Override
    public byte @Nullable [] next() {
        if (ended) {
            return null;
        }
        byte[] piece = source.read();
        Map<String, Object> event = new LinkedHashMap<>();
        if (piece == null) {
            ended = true;
            event.put("type", "speech.audio.done");
            usage(event);
        } else {
            event.put("type", "speech.audio.delta");
            event.put("audio", Base64.getEncoder().encodeToString(piece));
        }
        return Frames.event(String.valueOf(event.get("type")), event);
    }

    @Override
    public boolean isReady() {
        return ended || source.isReady();
    }

    @Override
    public byte[] failure(SeraiException failure) {
        return StreamFailure.frame(failure);
    }

    @Override
    public void close() {
        source.close();
    }

    private void usage(Map<String, Object> event) {
        Map<String, Object> told = bill.usage(null);
        if (told != null) {
            Usage usage = new Usage(told);
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("input_tokens", usage.promptTokens());
            counts.put("output_tokens", usage.completionTokens());
            counts.put("total_tokens", usage.totalTokens());
            event.put("usage", counts);
        }
    }
}
