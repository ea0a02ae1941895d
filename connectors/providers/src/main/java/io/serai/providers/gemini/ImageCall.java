package io.serai.providers.gemini;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.media.Blob;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Images: Gemini's by <a href="https://ai.google.dev/gemini-api/docs/generate-content/image-generation">generateContent</a>, edits too;
 * Imagen's by <a href="https://ai.google.dev/gemini-api/docs/imagen">predict</a>.
 */
final class ImageCall implements Translation {

    private final Asked asked;
    private final Surface surface;
    private final GeminiErrors errors;
    private final boolean imagen;

    ImageCall(Asked asked, Surface surface, GeminiErrors errors) {
        this.asked = asked;
        this.surface = surface;
        this.errors = errors;
        this.imagen = GeminiModel.of(asked.model()).isImagen();
    }

    @Override
    public Outgoing outgoing() {
        ImageWish wish = ImageWish.of(asked.request());
        Map<String, Object> body = imagen ? predict(wish) : generate(wish);
        if (asked.request().get("extra_body") instanceof Map<?, ?> further) {
            body = Nodes.merged(body, further);
        }
        String method = imagen ? "predict" : "generateContent";
        return new Outgoing(surface.path(asked.model(), method), Map.of(), Json.write(body), wish.dropped());
    }

    private static Map<String, Object> generate(ImageWish wish) {
        List<Map<String, Object>> parts = new ArrayList<>();
        parts.add(MediaParts.text(wish.prompt()));
        for (Blob image : wish.images()) {
            parts.add(MediaParts.inline(image.contentType(), Base64.getEncoder().encodeToString(image.bytes())));
        }
        Map<String, Object> config = Nodes.of("responseModalities", List.of("IMAGE"));
        if (wish.count() > 1) {
            config.put("candidateCount", wish.count());
        }
        if (!wish.shape().isEmpty()) {
            config.put("imageConfig", wish.shape());
        }
        return Nodes.of("contents", List.of(Nodes.of("role", "user", "parts", parts)), "generationConfig", config);
    }

    private static Map<String, Object> predict(ImageWish wish) {
        if (!wish.images().isEmpty()) {
            throw CallerException.badField("image", "Expected no image: Imagen draws anew; Gemini's models edit.");
        }
        Map<String, Object> parameters = new LinkedHashMap<>(4);
        parameters.put("sampleCount", wish.count());
        wish.shape()
                .forEach((name, value) -> parameters.put(name.equals("imageSize") ? "sampleImageSize" : name, value));
        return Nodes.of("instances", List.of(Nodes.of("prompt", wish.prompt())), "parameters", parameters);
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> said = JsonObjects.object(body);
        SeraiException error = errors.within(said);
        if (error != null) {
            throw error;
        }
        List<Map<String, Object>> data = new ArrayList<>();
        boolean filtered = Ending.blocked(said) != null;
        for (Map<?, ?> candidate : Nodes.objects(said.get("candidates"))) {
            filtered |= Ending.isFiltered(candidate);
            for (Map<?, ?> part :
                    Nodes.objects(Nodes.object(candidate, "content").get("parts"))) {
                String base64 = Nodes.text(Nodes.object(part, "inlineData"), "data");
                if (base64 != null && !Boolean.TRUE.equals(part.get("thought"))) {
                    data.add(Nodes.of("b64_json", base64));
                }
            }
        }
        for (Map<?, ?> prediction : Nodes.objects(said.get("predictions"))) {
            filtered |= prediction.get("raiFilteredReason") != null;
            String base64 = Nodes.text(prediction, "bytesBase64Encoded");
            if (base64 != null) {
                data.add(prediction(prediction, base64));
            }
        }
        if (data.isEmpty()) {
            // Imagen answers with nothing at all where its filter has taken all images.
            throw none(filtered || imagen);
        }
        return answer(said, data, head);
    }

    private static Map<String, Object> prediction(Map<?, ?> prediction, String base64) {
        Map<String, Object> image = Nodes.of("b64_json", base64);
        String revised = Nodes.text(prediction, "prompt");
        if (revised != null) {
            image.put("revised_prompt", revised);
        }
        return image;
    }

    private SeraiException none(boolean filtered) {
        return filtered
                ? new ProviderException(
                        ErrorKind.PROVIDER_CONTENT_FILTER, "the provider's content filter refused the request")
                : new ProviderException(
                        ErrorKind.PROVIDER_BAD_RESPONSE, "provider '" + errors.provider() + "' drew no image");
    }

    private static Map<String, Object> answer(Map<String, Object> said, List<Map<String, Object>> data, Head head) {
        Map<String, Object> answer = new LinkedHashMap<>(4);
        answer.put("created", head.receivedAt().getEpochSecond());
        answer.put("data", data);
        if (said.get("usageMetadata") instanceof Map<?, ?> metadata) {
            answer.put("usage", usage(metadata));
        }
        return answer;
    }

    /** As OpenAI's images tell it: https://platform.openai.com/docs/api-reference/images/object */
    private static Map<String, Object> usage(Map<?, ?> metadata) {
        long in = Nodes.count(metadata, "promptTokenCount");
        long out = Nodes.count(metadata, "candidatesTokenCount") + Nodes.count(metadata, "thoughtsTokenCount");
        Map<String, Object> usage = new LinkedHashMap<>(8);
        usage.put("input_tokens", in);
        usage.put("output_tokens", out);
        usage.put("total_tokens", in + out);
        long images = TokenUse.modalities(metadata, "promptTokensDetails").getOrDefault("image_tokens", 0L);
        usage.put("input_tokens_details", Nodes.of("text_tokens", in - images, "image_tokens", images));
        return usage;
    }

    @Override
    public Events events(Head head) {
        throw new UnsupportedOperationException("images are not streamed");
    }
}
