package io.serai.processors.cache.semantic;

import java.util.List;
import java.util.Optional;

/** All that can speak against a match. */
final class Vetoes {

    /** The telling ones first: the first that speaks is named. */
    private static final List<Veto> ALL = List.of(
            new NumberVeto(),
            new DateVeto(),
            new UnitVeto(),
            new NegationVeto(),
            new OppositeVeto(),
            new QuestionVeto(),
            new LanguageVeto(),
            new QuoteVeto(),
            new NameVeto(),
            new OrderVeto(),
            new RoleVeto(),
            new PersonVeto(),
            new WordingVeto());

    private Vetoes() {}

    static List<Veto> all() {
        return ALL;
    }

    /** The name of the first that speaks against it; empty where none does. */
    static Optional<String> between(Reading one, Reading other) {
        for (Veto veto : ALL) {
            if (veto.speaks(one, other)) {
                return Optional.of(veto.name());
            }
        }
        return Optional.empty();
    }
}
