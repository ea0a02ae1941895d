package io.serai.gateway.admin;

import io.serai.processors.directory.ApiKeyRecord;
import io.serai.processors.directory.Application;
import io.serai.processors.directory.Applications;
import io.serai.processors.directory.Keys;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.User;
import io.serai.processors.directory.Users;
import io.serai.processors.identity.Scope;
import java.util.Optional;

/** Whose applications, users and keys are. */
final class Owners {

    private final Applications applications;
    private final Users users;
    private final Keys keys;

    Owners(Applications applications, Users users, Keys keys) {
        this.applications = applications;
        this.users = users;
        this.keys = keys;
    }

    Optional<String> tenantOf(Holder holder) {
        return switch (holder.kind()) {
            case USER -> users.find(holder.id()).map(User::tenant);
            case APPLICATION -> applications.find(holder.id()).map(Application::tenant);
            case KEY -> keys.find(holder.id()).map(ApiKeyRecord::tenant);
        };
    }

    /** Whose an application is. */
    Optional<Scope> ofApplication(String id) {
        return applications.find(id).map(application -> Scope.of(application.tenant(), application.team()));
    }

    /** Whose the keys of a user are: a caller's own keys are its team's, as far as it is concerned. */
    Optional<Scope> ofUsersKeys(AdminCall call, String id) {
        return users.find(id)
                .map(user -> Scope.of(
                        user.tenant(),
                        id.equals(call.caller().user()) ? call.caller().team() : ""));
    }
}
