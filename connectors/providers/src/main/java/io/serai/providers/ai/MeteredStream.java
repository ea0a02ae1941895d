package io.serai.providers.ai;

import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Attempt;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A provider's stream that tells the meter what passes through it, and ends where nobody pays for more. */
final class MeteredStream extends ChatStream {

    private final ChatStream source;
    private final GrantedAttempt granted;
    private final Attempt attempt;
    private final SeenTokens seen = new SeenTokens();
    private final Consumer<SeraiException> brokenOff;

    MeteredStream(ChatStream source, GrantedAttempt granted, Consumer<SeraiException> brokenOff) {
        this.source = source;
        this.granted = granted;
        this.attempt = granted.attempt();
        this.brokenOff = brokenOff;
    }

    @Override
    protected @Nullable Map<String, Object> read() {
        Map<String, Object> chunk = passing();
        if (chunk == null) {
            return null;
        }
        try {
            if (isLast(chunk)) {
                granted.cameWhole(seen.count());
            } else {
                granted.seen(seen.count());
            }
            return chunk;
        } catch (RuntimeException e) {
            // Not the provider's fault: it is told to stop, and that is all.
            source.close();
            throw granted.fail(e);
        }
    }

    /** Of an answer that is all there nothing is left to hold back: what it is charged beyond what was reserved is charged all the same. */
    private static boolean isLast(Map<String, Object> chunk) {
        if (chunk.get("choices") instanceof List<?> choices) {
            for (int i = 0; i < choices.size(); i++) {
                if (choices.get(i) instanceof Map<?, ?> choice && choice.get("finish_reason") == null) {
                    return false;
                }
            }
        }
        return true;
    }

    private @Nullable Map<String, Object> passing() {
        try {
            if (!source.hasNext()) {
                granted.succeed();
                return null;
            }
            Map<String, Object> chunk = source.next();
            attempt.firstToken();
            if (attempt.responseModel().isEmpty() && chunk.get("model") instanceof String named) {
                attempt.reportModel(named);
            }
            seen.add(chunk);
            Usage.in(chunk).ifPresent(usage -> {
                attempt.report(usage);
                seen.told(usage);
            });
            return chunk;
        } catch (RuntimeException e) {
            SeraiException failure = granted.fail(e);
            brokenOff.accept(failure);
            throw failure;
        }
    }

    @Override
    public boolean isReady() {
        return super.isReady() || source.isReady();
    }

    @Override
    public void close() {
        source.close();
        granted.cancel();
    }
}
