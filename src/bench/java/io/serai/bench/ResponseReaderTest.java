package io.serai.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {

    private static final byte[] SIZED = ascii("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n~ok~!");
    private static final byte[] STREAM =
            ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + "9\r\ndata: a~\n\r\n"
                    + "13;x=y\r\n~ b\n\ndata: [DONE]\n\n\r\n" + "0\r\n\r\n");

    private final ResponseReader reader = new ResponseReader();

    @Test
    void sizedBody_cutAnywhere_countsMarksAndCompletes() throws IOException {
        for (int cut = 1; cut < SIZED.length; cut++) {
            feed(SIZED, cut);

            assertThat(reader.complete()).isTrue();
            assertThat(reader.status()).isEqualTo(200);
            assertThat(reader.marks()).isEqualTo(2);
            assertThat(reader.done()).isFalse();
            assertThat(reader.closing()).isFalse();
        }
    }

    @Test
    void chunkedStream_cutAnywhere_findsMarksAndEnd() throws IOException {
        for (int cut = 1; cut < STREAM.length; cut++) {
            feed(STREAM, cut);

            assertThat(reader.complete()).isTrue();
            assertThat(reader.marks()).isEqualTo(2);
            assertThat(reader.done()).isTrue();
            assertThat(reader.closing()).isTrue();
        }
    }

    @Test
    void bodyWithoutLength_endsWithTheConnection() throws IOException {
        feed(ascii("HTTP/1.1 500 Oops\r\n\r\nbroken"), 3);

        assertThat(reader.complete()).isFalse();
        assertThat(reader.endOfStream()).isTrue();
        assertThat(reader.status()).isEqualTo(500);
    }

    @Test
    void streamCutShort_isNotComplete() throws IOException {
        feed(Arrays.copyOf(STREAM, STREAM.length - 2), 7);

        assertThat(reader.endOfStream()).isFalse();
    }

    @Test
    void bytesAfterTheEnd_areRefused() {
        assertThatThrownBy(() -> feed(ascii("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"), 1))
                .isInstanceOf(IOException.class);
    }

    private void feed(byte[] bytes, int cut) throws IOException {
        reader.reset();
        reader.feed(bytes, cut);
        byte[] rest = Arrays.copyOfRange(bytes, cut, bytes.length);
        reader.feed(rest, rest.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
