package io.serai.providers.faults;

import io.serai.api.chat.ChatStream;
import io.serai.providers.faults.Fault.Breaking;
import io.serai.providers.faults.Fault.Manner;
import io.serai.providers.waiting.Patience;
import io.serai.providers.waiting.Pause;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream that breaks on its way, at the latest in place of its end. */
final class BrokenStream extends ChatStream {

    private final String provider;
    private final ChatStream source;
    private final Breaking breaking;
    private final Patience patience;
    private final Pause pause;
    private int told;

    BrokenStream(String provider, ChatStream source, Breaking breaking, Patience patience, Pause pause) {
        this.provider = provider;
        this.source = source;
        this.breaking = breaking;
        this.patience = patience;
        this.pause = pause;
    }

    @Override
    protected @Nullable Map<String, Object> read() {
        if (told < breaking.afterChunks() && source.hasNext()) {
            told++;
            return source.next();
        }
        // Nobody reads the rest: the provider need not make it.
        source.close();
        if (breaking.manner() == Manner.STALL) {
            patience.next(patience.never());
        }
        throw FaultyBackend.cut(provider);
    }

    @Override
    public boolean isReady() {
        return super.isReady() || (told < breaking.afterChunks() ? source.isReady() : breaking.manner() == Manner.CUT);
    }

    @Override
    public void close() {
        source.close();
        pause.callOff();
    }
}
