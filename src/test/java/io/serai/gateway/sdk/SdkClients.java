package io.serai.gateway.sdk;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.serai.gateway.TestGateway;
import java.time.Duration;
import java.util.List;

/** The SDK as an application makes it: an address and a key. */
final class SdkClients {

    /** A client that gives up at the first failure. */
    static OpenAIClient of(TestGateway gateway) {
        return of(gateway, 0);
    }

    static OpenAIClient of(TestGateway gateway, int retries) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.uri("/v1").toString())
                .apiKey("sk-anything")
                .maxRetries(retries)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    static ChatCompletionCreateParams.Builder asking(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
    }

    /** All chunks of an answer. */
    static List<ChatCompletionChunk> chunks(OpenAIClient client, ChatCompletionCreateParams request) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(request)) {
            return stream.stream().toList();
        }
    }

    /** The text of the first choice. */
    static String text(List<ChatCompletionChunk> chunks) {
        StringBuilder text = new StringBuilder();
        for (ChatCompletionChunk chunk : chunks) {
            chunk.choices().stream()
                    .filter(choice -> choice.index() == 0)
                    .forEach(choice -> choice.delta().content().ifPresent(text::append));
        }
        return text.toString();
    }

    private SdkClients() {}
}
