package io.serai.processors.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.CallCheck.Ask;
import io.serai.api.call.CallCheck.Permit;
import io.serai.api.call.CallCheck.Turn;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCard.Visibility;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelRightsTest {

    private static final Caller APP = Callers.of("ten_1", "team_1", Role.APPLICATION);

    private final Map<String, Visibility> rules = new HashMap<>();
    private final Set<String> subscribed = new HashSet<>();
    private final ModelRights rights = new ModelRights(new Subscriptions() {
        @Override
        public Optional<Visibility> visibility(Kind kind, String name, String tenant) {
            return Optional.ofNullable(rules.get(tenant + " " + name));
        }

        @Override
        public boolean subscribed(String app, Kind kind, String name) {
            return subscribed.contains(app + " " + name);
        }
    });

    private static ModelCard card(String id, Visibility visibility) {
        return new ModelCard(
                id,
                "",
                "serai",
                0,
                Set.of(Operation.CHAT),
                Set.of(),
                OptionalInt.empty(),
                "",
                visibility,
                ModelCard.Status.READY);
    }

    private Permit admit(Caller caller, ModelCard card) {
        return rights.admit(new Ask(caller, "req_1", card, Operation.CHAT, Set.of(), "", Turn.FIRST));
    }

    private SeraiException refusal(Caller caller, ModelCard card) {
        return catchThrowableOfType(SeraiException.class, () -> admit(caller, card));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void openModel_isCalledByEveryRoleButViewers(Role role) {
        Caller caller = Callers.of("ten_1", "", role);
        if (role == Role.VIEWER) {
            assertThat(refusal(caller, card("smart", Visibility.OPEN)).kind()).isEqualTo(ErrorKind.CALLER_FORBIDDEN);
        } else {
            assertThat(admit(caller, card("smart", Visibility.OPEN))).isSameAs(Permit.PLAIN);
        }
        assertThat(rights.shows(caller, card("smart", Visibility.OPEN))).isTrue();
    }

    @Test
    void caller_unknown_isRefusedAndShownNothing() {
        assertThat(refusal(null, card("smart", Visibility.OPEN)).kind()).isEqualTo(ErrorKind.CALLER_UNAUTHENTICATED);
        assertThat(rights.shows(null, card("smart", Visibility.OPEN))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"admin, false", "keys:read, false", "models, true", "models:invoke, true"})
    void scopes_ofTheKey_decideWhetherItCallsModels(String scope, boolean allowed) {
        Caller narrowed = Callers.narrowed(Callers.of("ten_1", "", Role.TENANT_ADMIN), Set.of(scope), List.of());

        SeraiException refusal = refusal(narrowed, card("smart", Visibility.OPEN));
        assertThat(refusal == null).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "smart, smart, true",
        "smart, smarter, false",
        "smart, fast, false",
        "openai/*, openai/gpt-4o, true",
        "openai/*, azure/gpt-4o, false",
        "openai/gpt-4*, openai/o3, false",
        "*, anything, true"
    })
    void models_ofTheKey_areAllThatExistForIt(String pattern, String model, boolean allowed) {
        Caller narrowed = Callers.narrowed(APP, Set.of(), List.of(pattern));
        ModelCard card = card(model, Visibility.OPEN);

        assertThat(rights.shows(narrowed, card)).isEqualTo(allowed);
        if (allowed) {
            assertThat(admit(narrowed, card)).isSameAs(Permit.PLAIN);
        } else {
            assertUnknown(refusal(narrowed, card), model);
        }
    }

    @Test
    void family_ofWhichAKeyMayCallSome_isShown() {
        Caller narrowed = Callers.narrowed(APP, Set.of(), List.of("openai/gpt-4o"));

        assertThat(rights.shows(narrowed, card("openai/*", Visibility.OPEN))).isTrue();
        assertThat(rights.shows(narrowed, card("azure/*", Visibility.OPEN))).isFalse();
    }

    /** In the words of {@code ModelProducer}, so that nobody can tell a hidden model from none. */
    private static void assertUnknown(SeraiException refusal, String model) {
        assertThat(refusal.kind()).isEqualTo(ErrorKind.CALLER_NOT_FOUND);
        assertThat(refusal).hasMessage("The model `" + model + "` does not exist.");
        assertThat(refusal.code()).hasValue("model_not_found");
        assertThat(refusal.param()).hasValue("model");
    }

    @Test
    void privateModel_isThereOnlyForApplicationsThatItWasGivenTo() {
        rules.put("ten_1 smart", Visibility.PRIVATE);

        assertUnknown(refusal(APP, card("smart", Visibility.OPEN)), "smart");
        assertThat(rights.shows(APP, card("smart", Visibility.OPEN))).isFalse();
        assertThat(admit(Callers.of("ten_2", "", Role.APPLICATION), card("smart", Visibility.OPEN)))
                .isSameAs(Permit.PLAIN);

        subscribed.add("app_1 smart");
        assertThat(admit(APP, card("smart", Visibility.OPEN))).isSameAs(Permit.PLAIN);
        assertThat(rights.shows(APP, card("smart", Visibility.OPEN))).isTrue();
    }

    @Test
    void modelOnRequest_isShownAndCalledWithASubscription() {
        ModelCard card = card("smart", Visibility.ON_REQUEST);

        assertThat(rights.shows(APP, card)).isTrue();
        assertThatThrownBy(() -> admit(APP, card))
                .isInstanceOfSatisfying(SeraiException.class, refusal -> assertThat(refusal.kind())
                        .isEqualTo(ErrorKind.POLICY_SUBSCRIPTION_REQUIRED));
        assertThat(refusal(Callers.user("ten_1", "team_1", "usr_1", Role.TENANT_ADMIN), card)
                        .kind())
                .isEqualTo(ErrorKind.POLICY_SUBSCRIPTION_REQUIRED);

        subscribed.add("app_1 smart");
        assertThat(admit(APP, card)).isSameAs(Permit.PLAIN);
    }

    @Test
    void rule_ofTheTenant_goesBeforeWhatTheRouteSays() {
        rules.put("ten_1 smart", Visibility.OPEN);

        assertThat(admit(APP, card("smart", Visibility.ON_REQUEST))).isSameAs(Permit.PLAIN);
    }
}
