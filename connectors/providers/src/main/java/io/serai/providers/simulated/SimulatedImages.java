package io.serai.providers.simulated;

import io.serai.providers.tokens.TokenCounter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pictures by hashing the prompt: a mirrored pattern of squares in two colours, of the size that is asked for, the same for the same
 * prompt. Always PNG, and the answer says so.
 */
final class SimulatedImages {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,4})x(\\d{1,4})");
    private static final int DEFAULT_EDGE = 256;
    private static final int LONGEST_EDGE = 2048;
    private static final int SQUARES = 8;

    private SimulatedImages() {}

    /** The answer to a request in the shape of <a href="https://platform.openai.com/docs/api-reference/images">OpenAI's images</a>. */
    static Map<String, Object> answer(Map<String, Object> request, Clock clock) {
        String prompt = request.get("prompt") instanceof String text ? text : "";
        int count = SimulatedRequest.number(request, "n", 1, 10).orElse(1);
        int[] size = size(request);
        List<Object> data = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String base64 = Base64.getEncoder().encodeToString(drawn(prompt + "#" + i, size[0], size[1]));
            data.add(
                    "url".equals(request.get("response_format"))
                            ? Map.of("url", "data:image/png;base64," + base64)
                            : Map.of("b64_json", base64));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("created", clock.instant().getEpochSecond());
        answer.put("background", "opaque");
        answer.put("output_format", "png");
        answer.put("size", size[0] + "x" + size[1]);
        answer.put("data", data);
        // Not a member of OpenAI's images, but of its chats: here too somebody may want to know.
        answer.put("system_fingerprint", "simulated");
        answer.put("usage", usage(TokenCounter.count(prompt), count));
        return answer;
    }

    private static Map<String, Object> usage(long in, long out) {
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("input_tokens", in);
        usage.put("output_tokens", out);
        usage.put("total_tokens", in + out);
        return usage;
    }

    private static int[] size(Map<String, Object> request) {
        if (request.get("size") instanceof String text) {
            Matcher matcher = SIZE.matcher(text);
            if (matcher.matches()) {
                return new int[] {edge(matcher.group(1)), edge(matcher.group(2))};
            }
        }
        return new int[] {DEFAULT_EDGE, DEFAULT_EDGE};
    }

    private static int edge(String digits) {
        return Math.max(SQUARES, Math.min(LONGEST_EDGE, Integer.parseInt(digits)));
    }

    private static byte[] drawn(String seed, int width, int height) {
        long hash = StableHash.of(seed);
        int ink = (int) (StableHash.mix(hash) & 0x7f7f7f);
        return PngImage.of(width, height, 0xf4f1ea, ink, (x, y) -> {
            int column = x * SQUARES / width;
            int row = y * SQUARES / height;
            int mirrored = Math.min(column, SQUARES - 1 - column);
            return (hash >>> (row * (SQUARES / 2) + mirrored) & 1) == 1;
        });
    }
}
