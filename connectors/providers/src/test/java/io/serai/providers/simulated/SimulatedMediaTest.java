package io.serai.providers.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.serai.api.call.Operation;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.media.Blob;
import io.serai.api.media.ByteStream;
import io.serai.providers.spi.ProviderCall;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedMediaTest {

    @ParameterizedTest
    @CsvSource({"1024x1536,1024,1536", "64x64,64,64", "auto,256,256", "9999x1,2048,8", "13x100,13,100"})
    void image_isAPngOfTheSizeAskedFor(String size, int width, int height) throws Exception {
        Map<String, Object> answer = answer(Operation.IMAGE, Map.of("prompt", "A cat", "size", size));

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png(answer, 0)));
        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
        assertThat(answer)
                .containsEntry("size", width + "x" + height)
                .containsEntry("output_format", "png")
                .containsEntry("system_fingerprint", "simulated")
                .containsEntry("created", 1_700_000_000L);
    }

    @Test
    void image_samePrompt_samePicture_anotherOtherwise() {
        Map<String, Object> two = answer(Operation.IMAGE, Map.of("prompt", "A cat", "n", 2));
        assertThat(png(two, 0))
                .isEqualTo(png(answer(Operation.IMAGE, Map.of("prompt", "A cat")), 0))
                .isNotEqualTo(png(two, 1))
                .isNotEqualTo(png(answer(Operation.IMAGE, Map.of("prompt", "A dog")), 0));
    }

    @Test
    void image_askedAsUrl_isADataUrl() {
        Map<String, Object> answer = answer(Operation.IMAGE, Map.of("prompt", "A cat", "response_format", "url"));
        assertThat(element(answer, "data", 0).get("url").toString()).startsWith("data:image/png;base64,iVBOR");
    }

    @Test
    void transcript_saysThatItIsSimulated_inEachFormat() {
        Map<String, Object> request = new HashMap<>(Map.of("file", new Blob("a.wav", "audio/wav", new byte[7])));
        assertThat(answer(Operation.TRANSCRIBE, request))
                .containsEntry("text", "This is a simulated transcription of 7 bytes of audio/wav.")
                .containsKey("usage");
        request.put("task", "translate");
        request.put("response_format", "verbose_json");
        assertThat(answer(Operation.TRANSCRIBE, request))
                .containsEntry("task", "translate")
                .containsKeys("segments", "duration", "language");
        request.put("response_format", "srt");
        assertThat(answer(Operation.TRANSCRIBE, request).get("text").toString())
                .startsWith("1\n00:00:00,000 --> 00:00:03,000\nThis is a simulated translation");
        request.put("response_format", "vtt");
        assertThat(answer(Operation.TRANSCRIBE, request).get("text").toString()).startsWith("WEBVTT\n\n");
        request.put("simulate", Map.of("content", "Hello"));
        request.put("response_format", "json");
        assertThat(answer(Operation.TRANSCRIBE, request)).containsEntry("text", "Hello");
    }

    @Test
    void transcript_withoutFile_isRefused() {
        assertThatThrownBy(() -> answer(Operation.TRANSCRIBE, Map.of("url", "https://example.com/a.mp3")))
                .isInstanceOfSatisfying(
                        CallerException.class, e -> assertThat(e.param()).hasValue("file"));
    }

    @Test
    void speech_isAWavFile_aTenthOfASecondForEachWord() throws Exception {
        ProviderCall call = Calls.call(Operation.SPEECH, Map.of("input", "One two three", "voice", "alloy"));
        List<byte[]> pieces = pieces(Calls.backend(Map.of()).bytes(call));

        assertThat(pieces).hasSize(4);
        try (AudioInputStream audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(joined(pieces)))) {
            assertThat(audio.getFormat().getSampleRate()).isEqualTo(24_000f);
            assertThat(audio.getFrameLength()).isEqualTo(7_200);
        }
        assertThat(call.notes().dropped()).isEmpty();
    }

    @Test
    void speech_inAFormatThatItDoesNotKnow_isWav_andSaysSo() {
        ProviderCall call = Calls.call(Operation.SPEECH, Map.of("input", "Hi", "response_format", "mp3"));
        assertThat(Calls.backend(Map.of()).bytes(call).contentType()).isEqualTo("audio/wav");
        assertThat(call.notes().dropped()).containsExactly("response_format");
    }

    @Test
    void speech_asPcm_isTheSamplesAlone() {
        ProviderCall call = Calls.call(Operation.SPEECH, Map.of("input", "Hi", "response_format", "pcm"));
        ByteStream speech = Calls.backend(Map.of()).bytes(call);
        assertThat(speech.contentType()).isEqualTo("audio/pcm");
        assertThat(joined(pieces(speech))).hasSize(4_800);
    }

    @Test
    void speech_givenUp_endsTheWait() {
        ProviderCall call = Calls.call(
                Operation.SPEECH, Map.of("input", "Hi", "simulate", Map.of("first_token_delay_ms", 3_600_000)));
        ByteStream speech = Calls.backend(Map.of()).bytes(call);
        assertThat(speech.isReady()).isFalse();
        speech.close();
        assertThatThrownBy(speech::read).isInstanceOfSatisfying(CallerException.class, e -> assertThat(e.kind())
                .isEqualTo(ErrorKind.CALLER_GONE));
    }

    @Test
    void ranking_sharedWords_comeFirst() {
        Map<String, Object> answer = answer(
                Operation.RERANK,
                Map.of(
                        "query",
                        "capital of France",
                        "documents",
                        List.of("Reranking is fun", Map.of("text", "Paris is the capital of France"), "Water boils"),
                        "top_n",
                        2));

        assertThat((List<?>) answer.get("results")).hasSize(2);
        assertThat(element(answer, "results", 0))
                .containsEntry("index", 1)
                .containsEntry("document", Map.of("text", "Paris is the capital of France"));
        assertThat((double) element(answer, "results", 0).get("relevance_score"))
                .isBetween(0.4, 1.0);
        assertThat((double) element(answer, "results", 1).get("relevance_score"))
                .isLessThan(0.4)
                .isNotNegative();
        assertThat(answer).containsEntry("model", "parrot").containsKey("usage");
    }

    @Test
    void ranking_sameText_isOne() {
        Map<String, Object> answer = answer(
                Operation.RERANK,
                Map.of("query", "a b c", "documents", List.of("A, b; c!"), "return_documents", false));
        assertThat((double) element(answer, "results", 0).get("relevance_score"))
                .isCloseTo(1, within(1e-9));
        assertThat(element(answer, "results", 0)).doesNotContainKey("document");
    }

    @Test
    void moderation_eachTextIsJudgedByItself_partsTogether() {
        Map<String, Object> texts =
                answer(Operation.MODERATE, Map.of("input", List.of("I will kill them", "A nice day")));
        assertThat(element(texts, "results", 0)).containsEntry("flagged", true);
        assertThat(element(texts, "results", 1)).containsEntry("flagged", false);
        assertThat(((Map<?, ?>) element(texts, "results", 0).get("categories")).get("violence"))
                .isEqualTo(true);
        Map<String, Object> parts = answer(
                Operation.MODERATE,
                Map.of(
                        "input",
                        List.of(
                                Map.of("type", "text", "text", "murder"),
                                Map.of("type", "image_url", "image_url", Map.of("url", "x")))));
        assertThat((List<?>) parts.get("results")).hasSize(1);
        assertThat(element(parts, "results", 0)).containsEntry("flagged", true);
        assertThat(parts.get("id").toString()).startsWith("modr-simulated-");
    }

    @Test
    void prediction_givesTheInputBack_underTheNamesAskedFor() {
        Map<String, Object> input =
                Map.of("name", "x", "shape", List.of(2), "datatype", "FP32", "data", List.of(1.5, 2));
        Map<String, Object> answer = answer(Operation.PREDICT, Map.of("id", "7", "inputs", List.of(input)));
        assertThat(answer).containsEntry("id", "7").containsEntry("model_name", "parrot");
        assertThat(element(answer, "outputs", 0))
                .containsEntry("name", "output_x")
                .containsEntry("data", List.of(1.5, 2));
        Map<String, Object> named = answer(
                Operation.PREDICT,
                Map.of("inputs", List.of(input), "outputs", List.of(Map.of("name", "y"), Map.of("name", "z"))));
        assertThat(element(named, "outputs", 1)).containsEntry("name", "z");
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"IMAGE", "TRANSCRIBE", "RERANK", "MODERATE", "PREDICT"})
    void refusal_isSimulatedForEachOperation(Operation operation) {
        assertThatThrownBy(() -> answer(operation, Map.of("simulate", Map.of("error_status", 503))))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE));
    }

    @Test
    void refusal_isSimulatedForSpeech() {
        ProviderCall call =
                Calls.call(Operation.SPEECH, Map.of("input", "Hi", "simulate", Map.of("error_status", 503)));
        assertThatThrownBy(() -> Calls.backend(Map.of()).bytes(call)).isInstanceOf(ProviderException.class);
    }

    private static Map<String, Object> answer(Operation operation, Map<String, Object> request) {
        return Calls.backend(Map.of()).answer(Calls.call(operation, request));
    }

    private static Map<String, Object> element(Map<String, Object> answer, String list, int index) {
        return (Map<String, Object>) ((List<?>) answer.get(list)).get(index);
    }

    private static byte[] png(Map<String, Object> answer, int index) {
        return Base64.getDecoder()
                .decode(element(answer, "data", index).get("b64_json").toString());
    }

    private static List<byte[]> pieces(ByteStream stream) {
        List<byte[]> pieces = new ArrayList<>();
        for (byte[] piece = stream.read(); piece != null; piece = stream.read()) {
            pieces.add(piece);
        }
        return pieces;
    }

    private static byte[] joined(List<byte[]> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
