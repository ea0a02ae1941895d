package io.serai.providers.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.sse.SseEvent;
import io.serai.providers.http.Framing;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where checksums and limits matter; the rest is in the golden streams, cut at every byte. */
class EventStreamFramingTest {

    private static final byte[] FRAME = EventStreamFrames.event("contentBlockStop", "{\"contentBlockIndex\":0}");

    @Test
    void frames_thatComeTogether_areReadOneByOne() throws Exception {
        Framing framing = new EventStreamFraming(1024);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            many.writeBytes(FRAME);
        }
        framing.add(many.toByteArray());
        for (int i = 0; i < 100; i++) {
            assertThat(framing.poll()).extracting(SseEvent::type).isEqualTo("contentBlockStop");
        }
        assertThat(framing.poll()).isNull();
    }

    @Test
    void eachFlippedBit_isFound() throws Exception {
        for (int bit = 0; bit < FRAME.length * 8; bit++) {
            byte[] flipped = FRAME.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Framing framing = new EventStreamFraming(1024);
            framing.add(flipped);
            assertThat(framing.poll())
                    .as("bit %d", bit)
                    .extracting(SseEvent::type)
                    .isEqualTo("corrupt");
            framing.add(FRAME);
            assertThat(framing.poll()).as("after bit %d", bit).isNull();
        }
    }

    @Test
    void frame_largerThanAllowed_isRefusedByItsPrelude() throws Exception {
        byte[] large = EventStreamFrames.frame(Map.of(":event-type", "x"), new byte[2000]);
        Framing framing = new EventStreamFraming(1024);
        framing.add(Arrays.copyOf(large, 11));
        assertThatThrownBy(() -> framing.add(new byte[] {large[11]})).isInstanceOf(Framing.OversizeException.class);
    }

    @Test
    void frame_withoutKnownHeaders_isAMessage() throws Exception {
        Framing framing = new EventStreamFraming(1024);
        framing.add(EventStreamFrames.frame(Map.of(), new byte[] {'{', '}'}));
        assertThat(framing.poll()).extracting(SseEvent::text).isEqualTo("{}");
    }
}
