package io.serai.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletion;
import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import org.junit.jupiter.api.Test;

/** A model of {@code models.yaml} as an application with OpenAI's SDK sees it: its first provider is down, and nobody notices. */
class ModelsFileSdkTest {

    private static final String MODELS =
            """
            models:
              fast:
                targets: [down/a, simulated/b]
                timeouts: {first-token: 5s}
            """;

    @Test
    void model_whoseFirstTargetIsDown_answersWholeAndStreamed() throws Exception {
        try (TestUpstream down = TestUpstream.behaving(
                        (request, body) -> request.response().setStatusCode(503).end());
                TestGateway gateway = TestGateway.setup()
                        .provider("down", down.baseUrl())
                        .file("models.yaml", MODELS)
                        .start()) {
            OpenAIClient client = SdkClients.of(gateway);

            ChatCompletion whole = client.chat()
                    .completions()
                    .create(SdkClients.asking("fast", "Hello!").build());
            String streamed = SdkClients.text(SdkClients.chunks(
                    client, SdkClients.asking("fast", "Hello!").build()));

            assertThat(whole.choices().get(0).message().content()).isPresent();
            assertThat(streamed).isNotEmpty();
            assertThat(down.calls()).isEqualTo(2);
            assertThat(client.models().list().data())
                    .anyMatch(model -> model.id().equals("fast"));
        }
    }
}
