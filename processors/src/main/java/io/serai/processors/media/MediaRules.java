package io.serai.processors.media;

import static io.serai.processors.frontend.Rules.ANYTHING;
import static io.serai.processors.frontend.Rules.BOOLEAN;
import static io.serai.processors.frontend.Rules.STRING;
import static io.serai.processors.frontend.Rules.array;
import static io.serai.processors.frontend.Rules.byWord;
import static io.serai.processors.frontend.Rules.integer;
import static io.serai.processors.frontend.Rules.matching;
import static io.serai.processors.frontend.Rules.number;
import static io.serai.processors.frontend.Rules.object;
import static io.serai.processors.frontend.Rules.optional;
import static io.serai.processors.frontend.Rules.required;
import static io.serai.processors.frontend.Rules.stringOrArray;
import static io.serai.processors.frontend.Rules.word;

import io.serai.api.error.CallerException;
import io.serai.api.media.Blob;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.Rule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What requests for <a href="https://platform.openai.com/docs/api-reference/images">images</a>, <a
 * href="https://platform.openai.com/docs/api-reference/audio">audio</a> and <a
 * href="https://platform.openai.com/docs/api-reference/moderations">moderations</a> have to be. What is not named here passes, for the
 * provider to judge.
 */
final class MediaRules {

    private static final int MANY = Integer.MAX_VALUE;

    private static final Rule MODEL =
            matching("(?=.*\\S)[^\\p{Cntrl}]{1,256}", "a model's name of 1 to 256 printable characters");

    private static final Rule TEXT = matching("(?s).*\\S.*", "a string that is not blank");

    private static final Rule FILE = (value, path) -> {
        if (!(value instanceof Blob file)) {
            throw CallerException.badField(path.toString(), "`" + path + "` must be a file.");
        }
        if (file.bytes().length == 0) {
            throw CallerException.badField(path.toString(), "`" + path + "` is an empty file.");
        }
    };

    private static final Rule STRING_OR_OBJECT = (value, path) -> {
        if (!(value instanceof String) && !(value instanceof Map)) {
            throw Rule.refusal(path, "a string or an object", value);
        }
    };

    /** What a generation and an edit have in common. */
    private static final Rule IMAGE = object(
            required("model", MODEL),
            required("prompt", TEXT),
            optional("n", integer(1, 10)),
            optional("size", STRING),
            optional("quality", STRING),
            optional("style", STRING),
            optional("background", STRING),
            optional("moderation", STRING),
            optional("response_format", word("url", "b64_json")),
            optional("output_format", word("png", "jpeg", "webp")),
            optional("output_compression", integer(0, 100)),
            optional("partial_images", integer(0, 3)),
            optional("stream", BOOLEAN),
            optional("user", STRING));

    /** {@code POST /v1/images/generations}. */
    static final Rule GENERATION = IMAGE;

    private static final Rule FILES = (value, path) -> {
        if (value instanceof List) {
            array(1, 16, FILE).check(value, path);
        } else {
            FILE.check(value, path);
        }
    };

    /** {@code POST /v1/images/edits} as a form. */
    static final Rule EDIT_FORM = object(
                    required("image", FILES), optional("mask", FILE), optional("input_fidelity", word("high", "low")))
            .and(IMAGE);

    private static final Rule IMAGE_REFERENCE = object(optional("image_url", STRING), optional("file_id", STRING))
            .and((value, path) -> {
                if (value instanceof Map<?, ?> map && map.get("image_url") == null && map.get("file_id") == null) {
                    throw CallerException.badField(
                            path.toString(), "`" + path + "` must have an `image_url` or a `file_id`.");
                }
            });

    /** {@code POST /v1/images/edits} as JSON. */
    static final Rule EDIT_JSON = object(
                    required("images", array(1, 16, IMAGE_REFERENCE)),
                    optional("mask", IMAGE_REFERENCE),
                    optional("input_fidelity", word("high", "low")))
            .and(IMAGE);

    /** Groq takes the address of a file in its place. */
    private static final Rule FILE_OR_URL = (value, path) -> {
        if (value instanceof Map<?, ?> form && form.get("file") == null && form.get("url") == null) {
            throw CallerException.badField("file", "`file` is required.");
        }
    };

    /** What a transcription and a translation have in common. */
    static final Rule TRANSLATION = object(
                    optional("file", FILE),
                    optional("url", TEXT),
                    required("model", MODEL),
                    optional("prompt", STRING),
                    optional("response_format", word(TranscriptFormat.labels())),
                    optional("temperature", number(0, 1)))
            .and(FILE_OR_URL);

    /** {@code POST /v1/audio/transcriptions}. */
    static final Rule TRANSCRIPTION = TRANSLATION.and(object(
            optional("language", STRING),
            optional("stream", BOOLEAN),
            optional("include", array(0, MANY, STRING)),
            optional("timestamp_granularities", array(0, 2, word("word", "segment"))),
            optional("chunking_strategy", STRING_OR_OBJECT),
            optional("known_speaker_names", array(0, MANY, STRING)),
            optional("known_speaker_references", array(0, MANY, STRING))));

    /** {@code POST /v1/audio/speech}. */
    static final Rule SPEECH = object(
            required("model", MODEL),
            required("input", TEXT),
            required("voice", STRING_OR_OBJECT),
            optional("instructions", STRING),
            optional("response_format", word(SpeechFormat.labels())),
            // OpenAI's most is 4, Groq's 5.
            optional("speed", number(0, 5)),
            optional("stream_format", word("audio", "sse")));

    private static final Rule MODERATED_PART = byWord(
            "type",
            Map.of(
                    "text", object(required("text", STRING)),
                    "image_url", object(required("image_url", object(required("url", STRING))))),
            ANYTHING);

    /** {@code POST /v1/moderations}. */
    static final Rule MODERATION = object(
            optional("model", MODEL), required("input", stringOrArray(STRING, array(1, MANY, MediaRules::moderated))));

    private MediaRules() {}

    private static void moderated(@Nullable Object value, Path path) {
        if (value instanceof Map) {
            MODERATED_PART.check(value, path);
        } else if (!(value instanceof String)) {
            throw Rule.refusal(path, "a string or an object", value);
        }
    }
}
