package io.serai.providers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.serai.api.media.Blob;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {

    private static final byte[] BYTES = "RIFF\r\n--b".getBytes(StandardCharsets.UTF_8);

    private final Multipart form = new Multipart("b0undary");

    @Test
    void form_ofFieldAndFile_isAsRfc7578HasIt() {
        form.field("model", "whisper-1");
        form.file("file", new Blob("ä 1.wav", "audio/wav", BYTES));
        assertThat(form.contentType()).isEqualTo("multipart/form-data; boundary=b0undary");
        assertThat(text())
                .isEqualTo("--b0undary\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n"
                        + "--b0undary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ä 1.wav\"\r\n"
                        + "Content-Type: audio/wav\r\n\r\nRIFF\r\n--b\r\n--b0undary--\r\n");
    }

    @Test
    void names_withQuotesAndLineEnds_stayWithinTheirQuotes() {
        form.file("fi\"le", new Blob("a\"\r\nX-Evil: 1\r\n\r\n.wav", "audio/wav", BYTES));
        assertThat(text())
                .contains("name=\"fi%22le\"; filename=\"a%22%0D%0AX-Evil: 1%0D%0A%0D%0A.wav\"\r\n")
                .doesNotContain("\r\nX-Evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio/wav\r\nX-Evil: 1", "audio", "", "audio/wäv", "audio/wav\u0000"})
    void mediaType_thatIsNone_saysNothing(String type) {
        form.file("file", new Blob("a", type, BYTES));
        assertThat(text())
                .contains("Content-Type: application/octet-stream\r\n")
                .doesNotContain("Evil");
    }

    @Test
    void mediaType_withParameters_isKept() {
        form.file("file", new Blob("", "audio/webm; codecs=\"opus\"", BYTES));
        assertThat(text()).contains("filename=\"file\"\r\nContent-Type: audio/webm; codecs=\"opus\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nb", "ü", "\""})
    void boundary_thatCouldEndItsHeader_isRefused(String boundary) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Multipart(boundary));
    }

    private String text() {
        return new String(form.bytes(), StandardCharsets.UTF_8);
    }
}
