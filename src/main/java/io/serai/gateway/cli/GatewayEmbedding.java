package io.serai.gateway.cli;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.gateway.cli.CommandException.Failure;
import io.serai.processors.cache.semantic.TextEmbedding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A model of a running gateway that embeds, called as its users call it. What comes back is that of OpenAI's API
 * (platform.openai.com/docs/api-reference/embeddings/object).
 */
final class GatewayEmbedding implements TextEmbedding {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI url;
    private final String key;
    private final String model;

    /**
     * @param url of the gateway, without a path
     * @param key of who calls; empty where the gateway asks for none
     */
    GatewayEmbedding(URI url, String key, String model) {
        this.url = url;
        this.key = key;
        this.model = model;
    }

    /** @throws CommandException where the gateway refuses, or none answers */
    @Override
    public List<float[]> embed(List<String> texts) {
        Map<String, Object> answer = ask(Map.of("model", model, "input", texts));
        if (!(answer.get("data") instanceof List<?> data) || data.size() != texts.size()) {
            throw strange();
        }
        float[][] vectors = new float[texts.size()][];
        for (Object each : data) {
            if (!(each instanceof Map<?, ?> entry)
                    || !(entry.get("index") instanceof Number index)
                    || index.intValue() < 0
                    || index.intValue() >= vectors.length
                    || !(entry.get("embedding") instanceof List<?> numbers)) {
                throw strange();
            }
            vectors[index.intValue()] = vector(numbers);
        }
        return List.of(vectors);
    }

    private static float[] vector(List<?> numbers) {
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!(numbers.get(i) instanceof Number number)) {
                throw strange();
            }
            vector[i] = number.floatValue();
        }
        return vector;
    }

    private Map<String, Object> ask(Map<String, Object> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/v1/embeddings"))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)));
        if (!key.isEmpty()) {
            AdminClient.heedSecrecy(url);
            request.header("authorization", "Bearer " + key);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, Object> said = Json.standard().readObject(response.body());
            if (response.statusCode() != 200) {
                throw new CommandException(Failure.REFUSED, refusal(response.statusCode(), said));
            }
            return said;
        } catch (JsonException e) {
            throw strange();
        } catch (IOException e) {
            throw new CommandException(Failure.UNREACHABLE, "no gateway answers at " + url.getAuthority());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(Failure.UNREACHABLE, "interrupted");
        }
    }

    private static String refusal(int status, Map<String, Object> said) {
        return said.get("error") instanceof Map<?, ?> error && error.get("message") instanceof String message
                ? message
                : "the gateway answers with HTTP " + status;
    }

    private static CommandException strange() {
        return new CommandException(Failure.REFUSED, "what answers there is no Serai gateway");
    }
}
