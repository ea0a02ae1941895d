package io.serai.processors.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class ListOrderTest {

    private final DatabaseKit kit;
    private final Office office;
    private final DirectoryStore store;

    ListOrderTest(DatabaseKit kit) {
        this.kit = kit;
        this.office = new Office(kit);
        this.store = office.store;
    }

    @BeforeEach
    void empty() {
        kit.empty();
    }

    @Test
    void lists_inEachOrder_areWholePageByPage() {
        Tenant tenant = office.tenant("ordered");
        for (String name : List.of("delta", "alpha", "charlie", "bravo")) {
            store.teams().create(tenant.id(), name).orThrow();
        }
        for (Page.Sort sort : Page.Sort.values()) {
            List<String> names = new ArrayList<>();
            String after = "";
            do {
                Page<Team> page = store.teams().list(tenant.id(), new Page.Ask(after, 3, Map.of(), sort));
                page.items().forEach(team -> names.add(team.name()));
                after = page.next().orElse("");
            } while (!after.isEmpty());

            assertThat(names).as(sort.label()).containsExactlyInAnyOrder("alpha", "bravo", "charlie", "delta");
            if (sort == Page.Sort.BY_NAME) {
                assertThat(names).isSorted();
            }
            if (sort == Page.Sort.BY_NAME_BACKWARDS) {
                assertThat(names).isSortedAccordingTo(Comparator.reverseOrder());
            }
        }
    }

    @Test
    void cursor_ofOneOrder_isNoneOfAnother() {
        Tenant tenant = office.tenant("ordered");
        store.teams().create(tenant.id(), "alpha").orThrow();
        store.teams().create(tenant.id(), "bravo").orThrow();
        String next = store.teams()
                .list(tenant.id(), new Page.Ask("", 1, Map.of(), Page.Sort.BY_NAME))
                .next()
                .orElseThrow();

        assertThatThrownBy(() -> store.teams().list(tenant.id(), new Page.Ask(next, 1, Map.of())))
                .hasMessageContaining("in the same order");
        assertThatThrownBy(() -> store.roles().list(tenant.id(), new Page.Ask("", 1, Map.of(), Page.Sort.BY_NAME)))
                .hasMessageContaining("created_at");
    }
}
