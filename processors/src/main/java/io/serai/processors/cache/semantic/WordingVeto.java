package io.serai.processors.cache.semantic;

import java.util.ArrayList;
import java.util.List;

/**
 * They are worded alike but for a few words that matter: then these are the point. "The capital of France" and "the capital of Spain" are
 * nearer to each other than many questions that mean the same. Questions that share little are left to their vectors.
 */
final class WordingVeto implements Veto {

    @Override
    public String name() {
        return "wording";
    }

    @Override
    public boolean speaks(Reading one, Reading other) {
        List<String> own = new ArrayList<>(one.content());
        List<String> others = new ArrayList<>(other.content());
        List<String> shared = new ArrayList<>();
        own.removeIf(word -> others.remove(word) && shared.add(word));
        // What is said twice in one and once in the other is no difference.
        own.removeIf(shared::contains);
        others.removeIf(shared::contains);
        own.removeIf(word -> others.removeIf(each -> Words.isSlip(word, each)));
        int differing = Math.max(own.size(), others.size());
        return differing > 0 && (shared.size() >= differing || isOneFrame(one.tokens(), other.tokens()));
    }

    /** Whether all but one word is the same, in its place: "how is steel made", "how is glass made". */
    private static boolean isOneFrame(List<Token> tokens, List<Token> others) {
        if (tokens.size() != others.size()) {
            return false;
        }
        int differing = 0;
        for (int i = 0; i < tokens.size(); i++) {
            differing += tokens.get(i).word().equals(others.get(i).word()) ? 0 : 1;
        }
        return differing == 1 && tokens.size() > 2;
    }
}
