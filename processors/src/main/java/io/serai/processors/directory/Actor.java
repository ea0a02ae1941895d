package io.serai.processors.directory;

import io.serai.api.caller.Caller;
import java.util.HashSet;
import java.util.Set;

/**
 * Who does something that nobody may do for himself.
 *
 * @param principal as it is written down
 * @param hands all principals that are the same person or machine: whoever made a key knows its secret, and can act as it
 */
public record Actor(String principal, Set<String> hands) {

    public Actor {
        hands = Set.copyOf(hands);
    }

    /** A caller, with who made its key. */
    public static Actor of(Caller caller, Directory directory) {
        Set<String> hands = new HashSet<>();
        hands.add(caller.principal());
        if (!caller.app().isEmpty()) {
            hands.add(ofApplication(caller.app()));
        }
        if (!caller.key().isEmpty()) {
            hands.add("key:" + caller.key());
            directory
                    .key(caller.key())
                    .map(ApiKeyRecord::createdBy)
                    .filter(by -> !by.isEmpty())
                    .ifPresent(hands::add);
        }
        return new Actor(caller.principal(), hands);
    }

    /** As {@link Caller#principal()} spells an application. */
    static String ofApplication(String id) {
        return "app:" + id;
    }

    /** Whether this is one of those. */
    boolean isAmong(Set<String> others) {
        return hands.stream().anyMatch(others::contains);
    }
}
