package io.serai.processors.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.processors.identity.Credentials.Nothing;
import io.serai.processors.identity.Credentials.Shown;
import io.serai.processors.identity.Credentials.Token;
import io.serai.processors.identity.Credentials.Unfit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorsTest {

    private static final Caller ALICE = Callers.user("ten_1", "", "usr_1", Role.DEVELOPER);

    /** Knows {@code slow} after a wait and {@code quick} at once, refuses {@code bad}, and has nothing to do with others. */
    private static final Authenticator SLOW = new Authenticator() {
        @Override
        public Outcome judge(Credentials credentials) {
            return text(credentials).equals("slow")
                    ? new Outcome.Known(ALICE)
                    : glance(credentials).orElseThrow();
        }

        @Override
        public Optional<Outcome> glance(Credentials credentials) {
            return switch (text(credentials)) {
                case "slow" -> Optional.empty();
                case "quick" -> Optional.of(new Outcome.Known(ALICE));
                case "bad" -> Optional.of(new Outcome.Refused("no good"));
                default -> Optional.of(Outcome.NOT_MINE);
            };
        }
    };

    private static String text(Credentials credentials) {
        return credentials.shown() instanceof Token token ? token.text() : "";
    }

    private final Authenticators authenticators = new Authenticators(List.of(credentials -> Outcome.NOT_MINE, SLOW));

    private static Credentials shown(Shown shown) {
        return new Credentials(shown, List.of(), "127.0.0.1");
    }

    @Test
    void caller_whomOneOfThemKnows_isLetIn() {
        assertThat(authenticators.glance(shown(new Token("quick")))).hasValue(ALICE);
        assertThat(authenticators.admit(shown(new Token("quick")))).isSameAs(ALICE);
    }

    @Test
    void caller_whoTakesWaiting_isLetInByTheSecondLook() {
        assertThat(authenticators.glance(shown(new Token("slow")))).isEmpty();
        assertThat(authenticators.admit(shown(new Token("slow")))).isSameAs(ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad", "nobody's"})
    void caller_unknownOrRefused_isToldTheSame(String token) {
        assertRefused(shown(new Token(token)));
    }

    @Test
    void caller_withoutCredentialOrWithSeveral_isToldTheSame() {
        assertRefused(shown(new Nothing()));
        assertRefused(shown(new Unfit("more than one")));
    }

    private void assertRefused(Credentials credentials) {
        CallerException atOnce = catchThrowableOfType(CallerException.class, () -> authenticators.glance(credentials));
        CallerException later = catchThrowableOfType(CallerException.class, () -> authenticators.admit(credentials));

        for (CallerException refusal : List.of(atOnce, later)) {
            assertThat(refusal.kind()).isEqualTo(ErrorKind.CALLER_UNAUTHENTICATED);
            assertThat(refusal).hasMessage("This request needs a valid API key or token.");
        }
    }

    /** F25: nothing configured is nobody known. */
    @Test
    void noAuthenticators_letNobodyIn() {
        Authenticators none = new Authenticators(List.of());

        assertThat(catchThrowableOfType(CallerException.class, () -> none.admit(shown(new Nothing()))))
                .isNotNull();
        assertThat(catchThrowableOfType(CallerException.class, () -> none.glance(shown(new Token("quick")))))
                .isNotNull();
    }
}
