package io.serai.providers.compatible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Operation;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.media.Blob;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms and documents that are not JSON: <a href="https://platform.openai.com/docs/api-reference/audio">audio</a>, images. */
class MediaCallTest {

    private static final Head HEAD = new Head(name -> Optional.empty(), Instant.EPOCH);
    private static final Blob WAV = new Blob("a.wav", "audio/wav", "RIFF".getBytes(StandardCharsets.UTF_8));
    private static final Blob PNG = new Blob("a.png", "image/png", "PNG".getBytes(StandardCharsets.UTF_8));

    private final CompatibleTranslator translator = new CompatibleTranslator(
            Service.UNKNOWN, Address.OPENAI, Map.of(), new ProviderErrors("acme", List.of()), () -> "b");

    @Test
    void transcription_isAForm() {
        Outgoing sent = call(
                        Operation.TRANSCRIBE,
                        Map.of(
                                "file",
                                WAV,
                                "language",
                                "de",
                                "temperature",
                                0,
                                "timestamp_granularities",
                                List.of("word")))
                .outgoing();
        assertThat(sent.path()).isEqualTo("/audio/transcriptions");
        assertThat(sent.headers()).containsEntry("content-type", "multipart/form-data; boundary=b");
        assertThat(text(sent))
                .contains("name=\"file\"; filename=\"a.wav\"\r\nContent-Type: audio/wav\r\n\r\nRIFF\r\n")
                .contains("name=\"language\"\r\n\r\nde\r\n")
                .contains("name=\"temperature\"\r\n\r\n0\r\n")
                .contains("name=\"timestamp_granularities[]\"\r\n\r\nword\r\n")
                .contains("name=\"model\"\r\n\r\nm\r\n");
    }

    @Test
    void translation_hasAnEndpointOfItsOwn() {
        Outgoing sent = call(Operation.TRANSCRIBE, Map.of("file", WAV, "task", "translate"))
                .outgoing();
        assertThat(sent.path()).isEqualTo("/audio/translations");
        assertThat(text(sent)).doesNotContain("translate\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "srt", "vtt"})
    void transcription_asADocument_isItsText(String format) throws Exception {
        String document = "1\n00:00:00,000 --> 00:00:01,000\nGrüße\n";
        Translation call = call(Operation.TRANSCRIBE, Map.of("file", WAV, "response_format", format));
        assertThat(call.document(document.getBytes(StandardCharsets.UTF_8), HEAD))
                .isEqualTo(Map.of("text", document));
    }

    @Test
    void transcription_asJson_passes() throws Exception {
        Translation call = call(Operation.TRANSCRIBE, Map.of("file", WAV, "response_format", "verbose_json"));
        byte[] answer = "{\"text\":\"Hi\",\"duration\":1.5,\"segments\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThat(call.document(answer, HEAD)).isEqualTo(Json.standard().readObject(answer));
    }

    @Test
    void transcription_withoutAFile_isRefused() {
        assertThatThrownBy(() -> call(Operation.TRANSCRIBE, Map.of("file", "x")).outgoing())
                .isInstanceOfSatisfying(
                        SeraiException.class, e -> assertThat(e.param()).contains("file"));
    }

    @Test
    void imageEdit_isAFormOfItsImages() {
        Outgoing sent = call(Operation.IMAGE, Map.of("image", List.of(PNG, PNG), "mask", PNG, "prompt", "A fox"))
                .outgoing();
        assertThat(sent.path()).isEqualTo("/images/edits");
        assertThat(text(sent))
                .contains("name=\"image[]\"; filename=\"a.png\"")
                .contains("name=\"mask\"; filename=\"a.png\"")
                .contains("name=\"prompt\"\r\n\r\nA fox");
        assertThat(text(sent).split("name=\"image\\[]\"", -1)).hasSize(3);
    }

    @Test
    void imageEdit_ofOneImage_hasNoBrackets() {
        Outgoing sent = call(Operation.IMAGE, Map.of("image", PNG)).outgoing();
        assertThat(text(sent)).contains("name=\"image\"; filename=\"a.png\"");
    }

    private Translation call(Operation operation, Map<String, Object> request) {
        return translator.translate(new Asked(operation, "m", new LinkedHashMap<>(request), Delivery.WHOLE));
    }

    private static String text(Outgoing sent) {
        return new String(sent.body(), StandardCharsets.UTF_8);
    }
}
