package io.serai.providers.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.providers.azure.EntraAuthorizer.Token;
import io.serai.providers.http.Authorizer.Unauthorized;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EntraAuthorizerTest {

    private static final Unauthorized REQUEST =
            new Unauthorized("POST", URI.create("https://a.openai.azure.com/"), Map.of(), new byte[0]);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicInteger fetched = new AtomicInteger();

    @Test
    void token_isKeptUntilItIsAboutToExpire() {
        EntraAuthorizer authorizer = authorizer(this::hour);
        assertThat(header(authorizer)).isEqualTo("Bearer t1");
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(54)));
        assertThat(header(authorizer)).isEqualTo("Bearer t1");
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(56)));
        assertThat(header(authorizer)).isEqualTo("Bearer t2");
    }

    @Test
    void refreshThatFails_leavesWhatIsLeftOfTheLast() {
        EntraAuthorizer authorizer = authorizer(() -> {
            if (fetched.get() > 0) {
                throw new IllegalStateException("down");
            }
            return hour();
        });
        assertThat(header(authorizer)).isEqualTo("Bearer t1");
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(58)));
        assertThat(header(authorizer)).isEqualTo("Bearer t1");
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(61)));
        assertThatThrownBy(() -> header(authorizer))
                .isInstanceOfSatisfying(
                        SeraiException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROVIDER_AUTH))
                .hasMessageNotContaining("down");
    }

    @Test
    void refresh_isOneCallersWork_othersGoOn() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        EntraAuthorizer authorizer = authorizer(() -> {
            if (fetched.get() > 0) {
                asked.countDown();
                await(answered);
            }
            return hour();
        });
        header(authorizer);
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(56)));
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<String> refreshing = other.submit(() -> header(authorizer));
            await(asked);
            assertThat(header(authorizer)).isEqualTo("Bearer t1");
            answered.countDown();
            assertThat(refreshing.get(30, TimeUnit.SECONDS)).isEqualTo("Bearer t2");
        } finally {
            other.shutdownNow();
        }
        assertThat(fetched).hasValue(2);
    }

    @Test
    void token_doesNotTellItself() {
        assertThat(new Token("secret", Instant.EPOCH).toString()).doesNotContain("secret");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Token hour() {
        return new Token("t" + fetched.incrementAndGet(), now.get().plus(Duration.ofHours(1)));
    }

    private EntraAuthorizer authorizer(EntraAuthorizer.TokenSource source) {
        return new EntraAuthorizer("azure", source, now::get);
    }

    private static String header(EntraAuthorizer authorizer) {
        return String.valueOf(authorizer.headers(REQUEST).get("authorization"));
    }
}
