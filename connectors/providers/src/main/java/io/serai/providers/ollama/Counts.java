package io.serai.providers.ollama;

import io.serai.api.chat.Usage;
import io.serai.api.chat.UsageCounts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an answer says of tokens and of time (<a href="https://docs.ollama.com/api/usage">source</a>). */
final class Counts {

    /** In nanoseconds; OpenAI has no word for them. */
    private static final List<String> DURATIONS =
            List.of("total_duration", "load_duration", "prompt_eval_duration", "eval_duration");

    private Counts() {}

    /** A count that is zero is left out by Ollama: nothing generated, or all of the prompt cached by an older version. */
    static Usage of(Map<String, Object> answer) {
        UsageCounts counts = new UsageCounts()
                .prompt(number(answer.get("prompt_eval_count")))
                .completion(number(answer.get("eval_count")));
        for (String name : DURATIONS) {
            if (answer.get(name) instanceof Number nanos) {
                counts.further(name, nanos);
            }
        }
        return counts.usage();
    }

    static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
