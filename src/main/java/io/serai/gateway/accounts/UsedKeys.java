package io.serai.gateway.accounts;

import io.serai.api.caller.Caller;
import io.serai.gateway.http.Arrival;
import io.serai.gateway.http.Entrance;
import io.serai.processors.directory.LastUse;
import java.util.Optional;

/** Notes which keys are in use. */
final class UsedKeys implements Entrance {

    private final Entrance door;
    private final LastUse lastUse;

    UsedKeys(Entrance door, LastUse lastUse) {
        this.door = door;
        this.lastUse = lastUse;
    }

    @Override
    public Optional<Caller> glance(Arrival arrival) {
        Optional<Caller> caller = door.glance(arrival);
        caller.ifPresent(this::note);
        return caller;
    }

    @Override
    public Caller admit(Arrival arrival) {
        Caller caller = door.admit(arrival);
        note(caller);
        return caller;
    }

    private void note(Caller caller) {
        if (!caller.key().isEmpty()) {
            lastUse.used(caller.key());
        }
    }
}
