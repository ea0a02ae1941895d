package io.serai.gateway.oidc;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.processors.directory.Directory;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.directory.Status;
import io.serai.processors.directory.User;
import io.serai.processors.directory.Users.Identity;
import io.serai.processors.oidc.Users;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The people of the directory: found in memory, made in SQL. */
final class DirectoryUsers implements Users {

    private static final int LONGEST_NAME = 200;

    /** How often, and how far apart, it is looked whether the directory has read a new user: for two seconds. */
    private static final int MOST_LOOKS = 400;

    private static final long LOOK_NANOS = 5_000_000;

    private final Directory directory;
    private final io.serai.processors.directory.Users store;

    DirectoryUsers(Directory directory, io.serai.processors.directory.Users store) {
        this.directory = directory;
        this.store = store;
    }

    @Override
    public Optional<KnownUser> find(String issuer, String subject) {
        return directory.user(issuer, subject).map(this::known);
    }

    @Override
    public KnownUser create(NewUser user) {
        try {
            // The e-mail address stays out: nobody here has asked whether it is the user's.
            return store.known(user.tenant(), new Identity(user.issuer(), user.subject()), name(user.name()), "")
                    .done()
                    .map(this::known)
                    .map(this::read)
                    .orElseThrow(DirectoryUsers::unfit);
        } catch (CallerException e) {
            // Such as a subject of a thousand letters. It is no field of the request that the message would name.
            throw unfit();
        }
    }

    /** Waits until this node's memory has whom the store has just got: who is not there is taken for blocked. */
    private KnownUser read(KnownUser made) {
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            if (directory.user(made.id()).isPresent()) {
                return made;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new GatewayException(ErrorKind.GATEWAY_OVERLOADED, "A new user is not known here yet.")
                .withRetryAfter(Duration.ofSeconds(1));
    }

    private static CallerException unfit() {
        return new CallerException(
                ErrorKind.CALLER_FORBIDDEN, "The bearer token's subject can't be a user of this gateway.");
    }

    private static String name(String name) {
        StringBuilder fit = new StringBuilder();
        name.codePoints()
                .filter(each -> !Character.isISOControl(each))
                .limit(LONGEST_NAME / 2)
                .forEach(fit::appendCodePoint);
        return fit.toString();
    }

    private KnownUser known(User user) {
        return new KnownUser(
                user.id(),
                user.tenant(),
                user.status() == Status.ACTIVE ? Standing.ACTIVE : Standing.SUSPENDED,
                directory.roles(new Holder(HolderKind.USER, user.id())).stream()
                        .map(binding -> new Grant(binding.role(), binding.team()))
                        .toList());
    }
}
