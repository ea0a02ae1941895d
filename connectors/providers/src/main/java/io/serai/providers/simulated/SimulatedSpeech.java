package io.serai.providers.simulated;

import io.serai.api.media.ByteStream;
import io.serai.providers.waiting.Patience;
import io.serai.providers.waiting.Pause;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Speech without a voice: a tone for each word, as high as the word's hash says, word by word at the pace that is asked for. A WAV file
 * of 24,000 16-bit samples a second, in one channel, or with {@code response_format: pcm} its samples alone.
 */
final class SimulatedSpeech implements ByteStream {

    private static final int RATE = 24_000;
    /** A tenth of a second, of which the last fifth is silent. */
    private static final int SAMPLES = RATE / 10;

    private static final int LOUD = 8_000;
    private static final int HEAD = 44;

    private final List<String> words;
    private final boolean wav;
    private final Pace pace;
    private final Patience patience;
    private final Pause pause;
    private int position;
    private boolean headSent;

    SimulatedSpeech(Map<String, Object> request, Pace pace, Patience patience, Pause pause) {
        this.words = Words.of(request.get("input") instanceof String text ? text : "");
        this.wav = !"pcm".equals(request.get("response_format"));
        this.headSent = !wav;
        this.pace = pace;
        this.patience = patience;
        this.pause = pause;
    }

    /** Whether this can be told in a format; what it can't be told in, it is told in as WAV. */
    static boolean knows(@Nullable Object format) {
        return "wav".equals(format) || "pcm".equals(format);
    }

    @Override
    public String contentType() {
        return wav ? "audio/wav" : "audio/pcm";
    }

    @Override
    public byte @Nullable [] read() {
        if (!headSent) {
            patience.first(pace.dueAfter(0));
            headSent = true;
            return head(words.size() * SAMPLES * 2);
        }
        if (position == words.size()) {
            return null;
        }
        patience.next(pace.dueAfter(position));
        return tone(words.get(position++));
    }

    @Override
    public boolean isReady() {
        return (headSent && position == words.size()) || pace.dueAfter(position) - System.nanoTime() <= 0;
    }

    @Override
    public void close() {
        pause.callOff();
    }

    /** RIFF with one chunk of format and one of data; all numbers are little-endian. */
    private static byte[] head(int dataBytes) {
        return ByteBuffer.allocate(HEAD)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(HEAD - 8 + dataBytes)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(RATE * 2)
                .putShort((short) 2)
                .putShort((short) 16)
                .put(ascii("data"))
                .putInt(dataBytes)
                .array();
    }

    private static byte[] tone(String word) {
        double hertz = 220 + StableHash.pick(StableHash.of(word), 440);
        ByteBuffer samples = ByteBuffer.allocate(SAMPLES * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < SAMPLES; i++) {
            boolean sounds = i < SAMPLES * 4 / 5;
            samples.putShort((short) (sounds ? LOUD * Math.sin(2 * Math.PI * hertz * i / RATE) : 0));
        }
        return samples.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
