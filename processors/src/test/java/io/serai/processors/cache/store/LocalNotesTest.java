package io.serai.processors.cache.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.cache.AnswerNotes.Listener;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.Purge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalNotesTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final CacheKey KEY = Answers.key("ten_1/", 1);
    private static final CacheKey OTHER = Answers.key("ten_1/", 2);

    private final HandClock clock = new HandClock();
    private final LocalCacheStore store = new LocalCacheStore(1 << 20, clock);
    private final LocalNotes notes = new LocalNotes(store);
    private final List<String> heard = new ArrayList<>();

    private final Listener listener = new Listener() {
        @Override
        public void came(CacheKey key, byte[] note) {
            heard.add("+" + key.digest().substring(63) + ":" + note.length);
        }

        @Override
        public void went(CacheKey key) {
            heard.add("-" + key.digest().substring(63));
        }
    };

    private void keep(CacheKey key, int length) {
        store.put(key, Answers.saying("hello"), HOUR);
        notes.put(key, new byte[length], HOUR);
    }

    @Test
    void listen_notesOfBeforeAndAfter_areToldInTheirOrder() {
        keep(KEY, 1);
        notes.listen(listener);
        keep(OTHER, 2);
        keep(OTHER, 3);

        assertThat(heard).containsExactly("+1:1", "+2:2", "+2:3");
    }

    @Test
    void went_answerIsRemoved_isTold() {
        keep(KEY, 1);
        notes.listen(listener);

        store.remove(KEY);

        assertThat(heard).containsExactly("+1:1", "-1");
    }

    @Test
    void went_answerIsPurged_isTold() {
        keep(KEY, 1);
        notes.listen(listener);

        store.purge(new Purge(Optional.of("ten_1/"), Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(heard).endsWith("-1");
    }

    @Test
    void went_answerIsReplaced_isNotTold() {
        keep(KEY, 1);
        notes.listen(listener);

        store.put(KEY, Answers.saying("new"), HOUR);

        assertThat(heard).containsExactly("+1:1");
    }

    @Test
    void went_lifeIsOver_isToldWithTheNextChange() {
        store.put(KEY, Answers.saying("hello"), HOUR);
        notes.put(KEY, new byte[1], Duration.ofMinutes(1));
        notes.listen(listener);
        clock.advance(Duration.ofMinutes(2));

        keep(OTHER, 1);

        assertThat(heard).contains("-1");
    }

    @Test
    void went_answersNeedRoom_isToldOfThoseThatWent() {
        notes.listen(listener);
        for (int i = 0; i < 3_000; i++) {
            keep(Answers.key("ten_1/", i), 1);
        }

        assertThat(heard).anyMatch(each -> each.startsWith("-"));
    }

    @Test
    void put_onNoAnswer_isNotTaken() {
        notes.listen(listener);

        notes.put(KEY, new byte[1], HOUR);

        assertThat(heard).isEmpty();
    }

    @Test
    void close_ofAListener_endsItsNews() throws Exception {
        notes.listen(listener).close();

        keep(KEY, 1);

        assertThat(heard).isEmpty();
    }
}
