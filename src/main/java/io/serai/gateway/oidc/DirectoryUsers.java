package io.serai.gateway.oidc;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.processors.directory.Directory;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.directory.Status;
import io.serai.processors.directory.User;
import io.serai.processors.directory.Users.Identity;
import io.serai.processors.oidc.Users;
import java.util.Optional;

/** The people of the directory: found in memory, made in SQL. */
final class DirectoryUsers implements Users {

    private static final int LONGEST_NAME = 200;

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
                    .orElseThrow(DirectoryUsers::unfit);
        } catch (CallerException e) {
            // Such as a subject of a thousand letters. It is no field of the request that the message would name.
            throw unfit();
        }
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
