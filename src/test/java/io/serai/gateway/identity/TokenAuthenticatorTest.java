package io.serai.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.processors.identity.Credentials;
import io.serai.processors.identity.Credentials.Nothing;
import io.serai.processors.identity.Credentials.Shown;
import io.serai.processors.identity.Credentials.Token;
import io.serai.processors.identity.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenAuthenticatorTest {

    private static final Caller ANN =
            new Caller("ten_1", "", "", "", "usr_1", Set.of(Role.DEVELOPER), Set.of(), List.of(), Set.of(), Map.of());

    private final Set<Caller> blocked = new HashSet<>();
    private final TokenAuthenticator authenticator = new TokenAuthenticator(
            token -> switch (token) {
                case "ey-good", "ey-known" -> ANN;
                case "ey-away" -> throw new GatewayException(ErrorKind.GATEWAY_OVERLOADED, "away");
                case "ey-forbidden" -> throw new CallerException(ErrorKind.CALLER_FORBIDDEN, "nobody here");
                default -> throw new CallerException(ErrorKind.CALLER_UNAUTHENTICATED, "no token");
            },
            token -> token.equals("ey-known") ? Optional.of(ANN) : Optional.empty(),
            caller -> !blocked.contains(caller));

    private static Credentials of(Shown shown) {
        return new Credentials(shown, List.of(), "127.0.0.1");
    }

    private static Credentials token(String text) {
        return of(new Token(text));
    }

    @Test
    void token_seenBefore_isKnownAtOnce() {
        assertThat(authenticator.glance(token("ey-known"))).hasValue(new Outcome.Known(ANN));
        assertThat(authenticator.glance(token("ey-good"))).isEmpty();
        assertThat(authenticator.judge(token("ey-good"))).isEqualTo(new Outcome.Known(ANN));
    }

    @Test
    void token_ofSomebodyWhoWasBlockedSince_isRefused() {
        blocked.add(ANN);

        assertThat(authenticator.glance(token("ey-known")))
                .hasValueSatisfying(outcome -> assertThat(outcome).isInstanceOf(Outcome.Refused.class));
        assertThat(authenticator.judge(token("ey-good"))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void token_thatIsNotGood_isRefusedOrToldWhy() {
        assertThat(authenticator.judge(token("ey-bad"))).isInstanceOf(Outcome.Refused.class);
        assertThatThrownBy(() -> authenticator.judge(token("ey-away"))).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> authenticator.judge(token("ey-forbidden"))).isInstanceOf(CallerException.class);
    }

    @Test
    void otherCredentials_areForOthers() {
        for (Shown shown : List.of(new Nothing(), new Token("serai_x"), new Token("sk-1"))) {
            assertThat(authenticator.judge(of(shown))).isEqualTo(Outcome.NOT_MINE);
            assertThat(authenticator.glance(of(shown))).hasValue(Outcome.NOT_MINE);
        }
    }
}
