package io.serai.providers.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import io.serai.api.chat.ChatRequest;
import io.serai.api.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts tokens in OpenAI's encoding {@code o200k_base}. Special tokens in a text are plain text. */
public final class TokenCounter {

    /** Above this many characters a text is encoded in slices: jtokkit's memory and its worst cases grow with one text's length. */
    private static final int SLICE = 4096;
    /** How far a slice may be cut short to end where a word does, so that the count stays exact. */
    private static final int SLACK = 512;
    /** Per message and per answer, as in <a href="https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken">OpenAI's own
     * count</a>. */
    private static final int OVERHEAD = 3;
    /** <a href="https://platform.openai.com/docs/guides/images-vision">What an image costs</a> at low detail, the least. */
    private static final int IMAGE = 85;

    private TokenCounter() {}

    /**
     * A piece of text and its tokens: one, unless a character takes several.
     *
     * @param text whole characters
     * @param tokens at least 1
     */
    public record Token(String text, int tokens) {}

    /** The tokens of a text. */
    public static int count(String text) {
        int count = 0;
        for (int from = 0; from < text.length(); ) {
            int to = sliceEnd(text, from);
            count += O200k.ENCODING.countTokensOrdinary(slice(text, from, to));
            from = to;
        }
        return count;
    }

    /** The text token by token. */
    public static List<Token> split(String text) {
        List<Token> tokens = new ArrayList<>(text.length() / 4 + 4);
        for (int from = 0; from < text.length(); ) {
            int to = sliceEnd(text, from);
            splitSlice(slice(text, from, to), tokens);
            from = to;
        }
        return tokens;
    }

    /** The prompt tokens of a chat: messages, their tool calls, and the tools on offer. */
    public static int prompt(Map<String, Object> request) {
        int count = OVERHEAD;
        for (Map<String, Object> message : new ChatRequest(request).messages()) {
            count += message(message);
        }
        if (request.get("tools") instanceof List<?> tools && !tools.isEmpty()) {
            count += count(new String(Json.write(tools), StandardCharsets.UTF_8));
        }
        return count;
    }

    private static int message(Map<String, Object> message) {
        int count = OVERHEAD + text(message.get("role")) + count(ChatRequest.text(message.get("content")));
        if (message.get("name") instanceof String name) {
            count += 1 + count(name);
        }
        if (message.get("content") instanceof List<?> parts) {
            for (Object part : parts) {
                if (part instanceof Map<?, ?> members && "image_url".equals(members.get("type"))) {
                    count += IMAGE;
                }
            }
        }
        if (message.get("tool_calls") instanceof List<?> calls) {
            for (Object call : calls) {
                if (call instanceof Map<?, ?> members && members.get("function") instanceof Map<?, ?> function) {
                    count += text(function.get("name")) + text(function.get("arguments"));
                }
            }
        }
        return count;
    }

    private static int text(@Nullable Object value) {
        return value instanceof String text ? count(text) : 0;
    }

    private static String slice(String text, int from, int to) {
        return from == 0 && to == text.length() ? text : text.substring(from, to);
    }

    private static int sliceEnd(String text, int from) {
        int end = from + SLICE;
        if (end >= text.length()) {
            return text.length();
        }
        for (int i = end; i > end - SLACK; i--) {
            // The encoding never joins a letter with the space behind it.
            if (text.charAt(i) == ' '
                    && Character.isLetter(text.charAt(i - 1))
                    && Character.isLetter(text.charAt(i + 1))) {
                return i;
            }
        }
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    private static void splitSlice(String slice, List<Token> tokens) {
        IntArrayList ids = O200k.ENCODING.encodeOrdinary(slice);
        IntArrayList one = new IntArrayList(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16);
        int pending = 0;
        for (int i = 0; i < ids.size(); i++) {
            one.clear();
            one.add(ids.get(i));
            bytes.writeBytes(O200k.ENCODING.decodeBytes(one));
            pending++;
            if (i + 1 == ids.size() || isWhole(bytes.toByteArray())) {
                tokens.add(new Token(bytes.toString(StandardCharsets.UTF_8), pending));
                bytes.reset();
                pending = 0;
            }
        }
    }

    /** Whether UTF-8 ends with its last character complete. */
    private static boolean isWhole(byte[] utf8) {
        int lead = utf8.length - 1;
        while (lead > 0 && (utf8[lead] & 0xC0) == 0x80) {
            lead--;
        }
        int first = utf8[lead] & 0xFF;
        int length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        return utf8.length - lead >= length;
    }

    /** Loaded by the first count, since it takes a third of a second. */
    private static final class O200k {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }
}
