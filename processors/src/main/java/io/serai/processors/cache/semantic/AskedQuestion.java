package io.serai.processors.cache.semantic;

import io.serai.processors.cache.AnswerNotes;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.Lookalikes.Asked;
import io.serai.processors.cache.Lookalikes.Match;
import io.serai.processors.cache.Lookalikes.Question;
import io.serai.processors.cache.semantic.MeaningListener.Outcome;
import io.serai.processors.cache.semantic.QuestionEmbedder.Meaning;
import io.serai.processors.cache.semantic.QuestionIndex.Near;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A question whose meaning is known. Used by the thread that asks.
 *
 * @param told takes what became of it, and what spoke against the nearest
 */
record AskedQuestion(
        Question question,
        Meaning meaning,
        double threshold,
        QuestionIndex index,
        AnswerNotes notes,
        BiConsumer<Outcome, String> told)
        implements Asked {

    /** How many of the nearest are looked at: where the nearest is of another year, the next may be of the same. */
    private static final int LOOKED_AT = 8;

    @Override
    public Optional<Match> match() {
        Place place = new Place(question.scope(), question.setting(), meaning.space());
        Reading reading = Reading.of(question.text());
        String veto = "";
        for (Near near : index.nearest(place, meaning.vector(), LOOKED_AT)) {
            if (near.score() < threshold) {
                break;
            }
            Optional<String> against =
                    Vetoes.between(reading, Reading.of(near.question().text()));
            if (against.isEmpty()) {
                near.question().use();
                told.accept(Outcome.MATCH, "");
                return Optional.of(new Match(near.question().key(), near.score()));
            }
            veto = veto.isEmpty() ? against.get() : veto;
        }
        told.accept(veto.isEmpty() ? Outcome.FAR : Outcome.VETO, veto);
        return Optional.empty();
    }

    @Override
    public void learn(CacheKey key, Duration life) {
        QuestionNote note = new QuestionNote(question.setting(), meaning.space(), question.text(), meaning.vector());
        notes.put(key, note.bytes(), life);
    }
}
