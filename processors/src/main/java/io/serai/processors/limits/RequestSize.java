package io.serai.processors.limits;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens a request has at most, without a tokenizer: each byte of a text may be one, since tokenizers join bytes and never split
 * them. Pictures, sounds and documents are reckoned by what providers make of them.
 *
 * @param text tokens of texts, at most
 * @param attached tokens of attachments, at most or about
 */
record RequestSize(long text, long attached) {

    /** More than <a href="https://platform.openai.com/docs/guides/images-vision">OpenAI</a> or Anthropic count for one picture. */
    private static final long IMAGE = 2_000;
    /** Gemini counts 32 tokens per second; the least that sound is sent with is 3 KB of Base64 for that time. */
    private static final long SOUND_LETTERS_PER_TOKEN = 100;
    /** A page of a document is some thousand letters of Base64 and up to 3,000 tokens. */
    private static final long DOCUMENT_LETTERS_PER_TOKEN = 4;

    private static final long PER_ITEM = 8;

    static RequestSize of(Map<String, Object> request) {
        Walk walk = new Walk();
        request.forEach((name, value) -> {
            if (!name.equals("model")) {
                walk.add(name, value);
            }
        });
        return new RequestSize(walk.text, walk.attached);
    }

    long bound() {
        return text + attached;
    }

    private static final class Walk {

        private long text;
        private long attached;

        void add(String name, @Nullable Object value) {
            if (value instanceof CharSequence letters) {
                letters(name, letters);
            } else if (value instanceof Map<?, ?> members) {
                text += PER_ITEM;
                members.forEach((member, inner) -> {
                    text += member.toString().length();
                    add(member.toString(), inner);
                });
            } else if (value instanceof List<?> items) {
                items.forEach(item -> add(name, item));
            } else if (value instanceof byte[] bytes) {
                attached += bytes.length / DOCUMENT_LETTERS_PER_TOKEN + 1;
            } else if (value != null) {
                // A number is a token id in an embedding's input, and else a few digits.
                text++;
            }
        }

        private void letters(String name, CharSequence letters) {
            boolean inline = startsWith(letters, "data:");
            if (name.equals("url") || name.equals("image_url") || (inline && startsWith(letters, "data:image"))) {
                attached += IMAGE;
            } else if (name.equals("data")) {
                attached += letters.length() / SOUND_LETTERS_PER_TOKEN + 1;
            } else if (inline || name.equals("file_data")) {
                attached += letters.length() / DOCUMENT_LETTERS_PER_TOKEN + 1;
            } else {
                text += PER_ITEM + utf8(letters);
            }
        }

        private static boolean startsWith(CharSequence letters, String start) {
            if (letters.length() <= start.length()) {
                return false;
            }
            for (int i = 0; i < start.length(); i++) {
                if (letters.charAt(i) != start.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private static long utf8(CharSequence letters) {
            long bytes = letters.length();
            for (int i = 0; i < letters.length(); i++) {
                char letter = letters.charAt(i);
                // Of the two halves of a pair each is two bytes.
                bytes += letter < 0x80 ? 0 : letter < 0x800 || Character.isSurrogate(letter) ? 1 : 2;
            }
            return bytes;
        }
    }
}
