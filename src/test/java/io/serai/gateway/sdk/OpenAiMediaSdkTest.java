package io.serai.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.audio.AudioResponseFormat;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionStreamEvent;
import com.openai.models.audio.translations.TranslationCreateParams;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.moderations.ModerationCreateResponse;
import io.serai.gateway.TestGateway;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images, audio and moderations by OpenAI's SDK: directly, and through a gateway in front of the gateway. */
class OpenAiMediaSdkTest {

    private static final String DIRECT = "simulated/media";
    private static final String TWICE = "behind/simulated/media";

    private static TestGateway inner;
    private static TestGateway gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() throws Exception {
        inner = TestGateway.setup().start();
        gateway = TestGateway.setup()
                .provider("behind", inner.uri("/v1").toString())
                .start();
        client = SdkClients.of(gateway);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.close();
        inner.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void image_isGenerated(String model) {
        ImagesResponse answer = client.images()
                .generate(ImageGenerateParams.builder()
                        .model(model)
                        .prompt("A white cat")
                        .n(2)
                        .size(ImageGenerateParams.Size._1024X1024)
                        .build());

        assertThat(answer.data().orElseThrow()).hasSize(2);
        assertPng(answer.data().get().get(1).b64Json().orElseThrow());
        assertThat(answer.usage().orElseThrow().outputTokens()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void image_isStreamed(String model) {
        ImageGenerateParams request =
                ImageGenerateParams.builder().model(model).prompt("A white cat").build();
        try (StreamResponse<ImageGenStreamEvent> stream = client.images().generateStreaming(request)) {
            List<ImageGenStreamEvent> events = stream.stream().toList();
            assertThat(events).hasSize(1);
            assertPng(events.get(0).asGenerationCompleted().b64Json());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void image_isEdited(String model) {
        ImagesResponse answer = client.images()
                .edit(ImageEditParams.builder()
                        .model(model)
                        .image(new byte[] {1, 2, 3})
                        .mask(new byte[] {4})
                        .prompt("Add a hat")
                        .n(1)
                        .build());
        assertPng(answer.data().orElseThrow().get(0).b64Json().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void transcription_isHeard_inEachFormat(String model) {
        TranscriptionCreateParams request = TranscriptionCreateParams.builder()
                .model(model)
                .file(new byte[] {1, 2, 3})
                .build();
        assertThat(client.audio()
                        .transcriptions()
                        .create(request)
                        .asTranscription()
                        .text())
                .contains("simulated transcription of 3 bytes");
        TranscriptionCreateParams verbose = TranscriptionCreateParams.builder()
                .model(model)
                .file(new byte[] {1, 2, 3})
                .responseFormat(AudioResponseFormat.VERBOSE_JSON)
                .addTimestampGranularity(TranscriptionCreateParams.TimestampGranularity.SEGMENT)
                .build();
        assertThat(client.audio()
                        .transcriptions()
                        .create(verbose)
                        .asVerbose()
                        .segments()
                        .orElseThrow())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void transcription_isStreamed(String model) {
        TranscriptionCreateParams request = TranscriptionCreateParams.builder()
                .model(model)
                .file(new byte[] {1, 2, 3})
                .build();
        try (StreamResponse<TranscriptionStreamEvent> stream =
                client.audio().transcriptions().createStreaming(request)) {
            List<TranscriptionStreamEvent> events = stream.stream().toList();
            assertThat(events).hasSize(2);
            assertThat(events.get(0).asTranscriptTextDelta().delta())
                    .isEqualTo(events.get(1).asTranscriptTextDone().text())
                    .contains("simulated");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void translation_isHeard(String model) {
        assertThat(client.audio()
                        .translations()
                        .create(TranslationCreateParams.builder()
                                .model(model)
                                .file(new byte[] {1})
                                .build())
                        .asTranslation()
                        .text())
                .contains("simulated translation");
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void speech_isAFile(String model) throws Exception {
        SpeechCreateParams request = SpeechCreateParams.builder()
                .model(model)
                .voice("alloy")
                .input("Hello world")
                .responseFormat(SpeechCreateParams.ResponseFormat.WAV)
                .build();
        try (HttpResponse speech = client.audio().speech().create(request)) {
            assertThat(speech.headers().values("content-type")).containsExactly("audio/wav");
            byte[] bytes = speech.body().readAllBytes();
            // A head of 44 bytes, and a tenth of a second for each word.
            assertThat(bytes).hasSize(44 + 2 * 4_800).startsWith('R', 'I', 'F', 'F');
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DIRECT, TWICE})
    void moderation_isJudged(String model) {
        ModerationCreateResponse answer = client.moderations()
                .create(ModerationCreateParams.builder()
                        .model(model)
                        .inputOfStrings(List.of("I want to kill them.", "Good morning"))
                        .build());
        assertThat(answer.results()).hasSize(2);
        assertThat(answer.results().get(0).flagged()).isTrue();
        assertThat(answer.results().get(0).categories().violence()).isTrue();
        assertThat(answer.results().get(1).flagged()).isFalse();
    }

    @Test
    void failure_isOneThatTheSdkKnows() {
        assertThatThrownBy(() -> client.images()
                        .generate(ImageGenerateParams.builder()
                                .model(DIRECT)
                                .prompt("a")
                                .n(11)
                                .build()))
                .isInstanceOfSatisfying(
                        BadRequestException.class, e -> assertThat(e.param()).hasValue("n"));
        assertThatThrownBy(() -> client.audio()
                        .transcriptions()
                        .create(TranscriptionCreateParams.builder()
                                .model("no/body")
                                .file(new byte[] {1})
                                .build()))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).hasValue("model_not_found"));
    }

    private static void assertPng(String base64) {
        assertThat(Base64.getDecoder().decode(base64)).startsWith(0x89, 'P', 'N', 'G');
    }
}
