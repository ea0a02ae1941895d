package io.serai.processors.directory;

import static io.serai.api.model.ModelCard.Visibility.ON_REQUEST;
import static io.serai.api.model.ModelCard.Visibility.OPEN;
import static io.serai.api.model.ModelCard.Visibility.PRIVATE;
import static io.serai.processors.directory.Office.ANY;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.serai.api.model.ModelCard;
import io.serai.processors.store.Changes;
import io.serai.processors.store.Database.Kind;
import io.serai.processors.store.DatabaseKit;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibilityTest {

    private DatabaseKit kit;
    private Office office;
    private Changes changes;
    private Directory directory;

    @BeforeEach
    void start() {
        kit = DatabaseKit.fresh(Kind.H2);
        changes = new Changes(kit.database());
        office = new Office(kit, changes::poke);
        directory = new Directory(kit.database(), office.clock);
        changes.start();
        directory.follow(changes);
    }

    @AfterEach
    void stop() {
        changes.close();
        kit.close();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, gpt-4o, true",
        "gpt-4o, gpt-4o-mini, false",
        "gpt-4o*, gpt-4o-mini, true",
        "openai/*, openai/gpt-4o, true",
        "openai/*, openai/*, true",
        "openai/*, azure/gpt-4o, false",
        "*/*, openai/gpt-4o, true",
        "*/*, gpt-4o, false",
        "*, gpt-4o, true",
        "openai/gpt-4o, openai/*, false",
    })
    void covers_byName(String rule, String name, boolean expected) {
        assertEquals(expected, Thing.model(rule).covers(Thing.model(name)));
    }

    @Test
    void covers_otherKind_no() {
        assertEquals(false, new Thing(Thing.Kind.PROMPT, "*").covers(Thing.model("x")));
    }

    @Test
    void visibility_ownRuleBeforeGeneralBeforeRoute_narrowestFirst() {
        Tenant tenant = office.tenant("acme");
        Thing model = Thing.model("openai/gpt-4o");
        assertEquals(OPEN, directory.visibility(model, tenant.id(), OPEN));
        rule(Visibilities.GENERAL, "*", PRIVATE);
        rule(Visibilities.GENERAL, "openai/*", ON_REQUEST);
        Visibility own = rule(tenant.id(), "openai/gpt-4o", OPEN);
        await().until(() -> directory.visibility(model, tenant.id(), PRIVATE) == OPEN);
        assertEquals(ON_REQUEST, directory.visibility(model, Tenant.HOME, OPEN));
        assertEquals(PRIVATE, directory.visibility(Thing.model("fast"), tenant.id(), OPEN));
        office.store.visibilities().delete(own.id(), OptionalLong.of(1)).orThrow();
        await().until(() -> directory.visibility(model, tenant.id(), OPEN) == ON_REQUEST);
    }

    @Test
    void update_raisesVersion_sameNameTwiceIsTaken() {
        Visibility rule = rule(Visibilities.GENERAL, "fast", PRIVATE);
        assertInstanceOf(
                Outcome.Taken.class,
                office.store.visibilities().create(Visibilities.GENERAL, Thing.model("fast"), OPEN));
        Visibility changed = office.store
                .visibilities()
                .update(rule.id(), OptionalLong.of(1), OPEN)
                .orThrow();
        assertEquals(2, changed.version());
        assertEquals(Optional.of(changed), office.store.visibilities().find(rule.id()));
        assertEquals(new Outcome.Absent<>(), office.store.visibilities().update("vis_none", ANY, OPEN));
        assertTrue(office.store
                .visibilities()
                .list(Page.ALL_TENANTS, Page.Ask.first(9))
                .items()
                .contains(changed));
    }

    private Visibility rule(String tenant, String name, ModelCard.Visibility visibility) {
        return office.store
                .visibilities()
                .create(tenant, Thing.model(name), visibility)
                .orThrow();
    }
}
