package io.serai.providers.keys;

import io.serai.api.meter.KeyListener;
import io.serai.api.standing.Standings;

/**
 * What all pools of keys have in common.
 *
 * @param standings knows how keys stand, under names such as {@code openai#2} and {@code openai#2/gpt-4.1}
 * @param listener hears of keys that are lost
 */
public record KeyWatch(Standings standings, KeyListener listener) {

    /** Of this node alone, and told to nobody but the log. */
    public static KeyWatch ofThisNode() {
        return new KeyWatch(Standings.ofThisNode(), KeyListener.NONE);
    }
}
