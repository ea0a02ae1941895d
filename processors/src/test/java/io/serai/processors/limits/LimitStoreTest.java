package io.serai.processors.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.processors.limits.Window.Unit;
import io.serai.processors.store.Database.Kind;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.DuplicateException;
import io.serai.processors.store.Ids;
import io.serai.processors.store.OnEachDatabase;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits in H2 and in a real PostgreSQL. */
@OnEachDatabase
class LimitStoreTest {

    private final DatabaseKit kit;
    private final LimitStore store;

    LimitStoreTest(DatabaseKit kit) {
        this.kit = kit;
        this.store = new LimitStore(kit.database(), new SteppedClock("2026-11-21T12:00:00Z"), new Ids());
    }

    @BeforeEach
    void empty() {
        kit.empty();
    }

    private static Limit limit(String id, String tenant, long amount) {
        return new Limit(
                id,
                tenant,
                new Scope(Map.of(Dimension.TEAM, "team_1", Dimension.MODEL, "o'hara \"x\" ${a} :b ?*")),
                Metric.COST,
                amount,
                Window.calendar(Unit.MONTH, ZoneId.of("Europe/Berlin")),
                List.of(Threshold.alert(50), new Threshold(80, Optional.of("cheap"))),
                Enforcement.OBSERVE,
                "table limits");
    }

    @Test
    void create_limit_isFoundAsItWas() {
        Limit limit = limit(store.newId(), "ten_1", 5_000_000_000L);
        StoredLimit created = store.create(limit);

        assertThat(created).isEqualTo(new StoredLimit(limit, 1, Instant.parse("2026-11-21T12:00:00Z")));
        assertThat(store.find(limit.id())).contains(created);
        assertThat(limit.id()).startsWith("lim_");
        assertThatThrownBy(() -> store.create(limit)).isInstanceOf(DuplicateException.class);
    }

    @Test
    void create_eachKindOfWindow_isReadAsItWas() {
        for (Unit unit : Unit.values()) {
            Window window = unit == Unit.TOTAL ? Window.ENDLESS : Window.rolling(unit);
            store.create(new Limit(
                    "lim_" + unit.label(),
                    "",
                    Scope.ALL,
                    Metric.REQUESTS,
                    1,
                    window,
                    Threshold.USUAL,
                    Enforcement.REFUSE,
                    "table limits"));
        }

        assertThat(store.all())
                .extracting(stored -> stored.limit().window().unit())
                .containsOnlyOnce(Unit.values());
        assertThat(store.find("lim_day").orElseThrow().limit().window()).isEqualTo(Window.rolling(Unit.DAY));
    }

    @Test
    void update_expectedVersion_changesOnce() {
        store.create(limit("lim_a", "ten_1", 5));

        assertThat(store.update(limit("lim_a", "ten_1", 7), OptionalLong.of(1)))
                .isInstanceOfSatisfying(StoreOutcome.Done.class, done -> {
                    assertThat(done.limit().limit().amount()).isEqualTo(7);
                    assertThat(done.limit().version()).isEqualTo(2);
                });
        assertThat(store.update(limit("lim_a", "ten_1", 9), OptionalLong.of(1)))
                .isInstanceOfSatisfying(
                        StoreOutcome.Stale.class,
                        stale -> assertThat(stale.now().version()).isEqualTo(2));
        assertThat(store.update(limit("lim_b", "ten_1", 9), OptionalLong.empty()))
                .isEqualTo(new StoreOutcome.Absent());
    }

    @Test
    void delete_limit_isGone() {
        store.create(limit("lim_a", "ten_1", 5));

        assertThat(store.delete("lim_a", OptionalLong.of(3))).isInstanceOf(StoreOutcome.Stale.class);
        assertThat(store.delete("lim_a", OptionalLong.empty())).isInstanceOf(StoreOutcome.Done.class);
        assertThat(store.delete("lim_a", OptionalLong.empty())).isEqualTo(new StoreOutcome.Absent());
        assertThat(store.all()).isEmpty();
    }

    @Test
    void list_byTenant_isInPages() {
        store.create(limit("lim_a", "ten_1", 5));
        store.create(limit("lim_b", "", 5));
        store.create(limit("lim_c", "ten_1", 5));
        store.create(limit("lim_d", "ten_2", 5));

        assertThat(store.list("ten_1", "", 1))
                .extracting(stored -> stored.limit().id())
                .containsExactly("lim_a");
        assertThat(store.list("ten_1", "lim_a", 9))
                .extracting(stored -> stored.limit().id())
                .containsExactly("lim_c");
        assertThat(store.list("", "", 9))
                .extracting(stored -> stored.limit().id())
                .containsExactly("lim_b");
        assertThat(store.list(null, "", 9)).hasSize(4);
    }

    @Test
    void read_changed_isInForce() {
        LimitBook book = new LimitBook();
        StoredLimits stored = new StoredLimits(store, book);
        store.create(limit("lim_a", "ten_1", 5));
        stored.read();
        store.update(limit("lim_a", "ten_1", 6), OptionalLong.empty());
        stored.changed(Set.of("lim_a"));

        assertThat(book.limits()).extracting(Limit::amount).containsExactly(6L);
        store.delete("lim_a", OptionalLong.empty());
        stored.missed();
        assertThat(book.limits()).isEmpty();
    }

    @Test
    void write_anything_isNotedForAllNodes() {
        store.create(limit("lim_a", "ten_1", 5));
        store.update(limit("lim_a", "ten_1", 6), OptionalLong.empty());
        store.update(limit("lim_x", "ten_1", 6), OptionalLong.empty());
        store.delete("lim_a", OptionalLong.empty());

        List<String> noted = kit.database()
                .read(handle -> handle.createQuery("select kind || ' ' || id from change order by seq")
                        .mapTo(String.class)
                        .list());
        assertThat(noted).containsExactly("limit lim_a", "limit lim_a", "limit lim_a");
        assertThat(kit.kind()).isIn((Object[]) Kind.values());
    }
}
