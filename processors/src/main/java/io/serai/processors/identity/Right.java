package io.serai.processors.identity;

import java.util.Locale;
import java.util.Optional;

/** What an operation needs. {@link #label()} is the spelling in APIs and settings. */
public enum Right {
    /** To call models: through the front ends, not through the admin API. */
    MODELS_INVOKE,
    MODELS_READ,
    TENANTS_READ,
    TENANTS_WRITE,
    TEAMS_READ,
    TEAMS_WRITE,
    APPS_READ,
    APPS_WRITE,
    KEYS_READ,
    KEYS_WRITE,
    /** Which tokens of OpenID providers have been taken back. */
    TOKENS_READ,
    TOKENS_WRITE,
    USERS_READ,
    USERS_WRITE,
    SUBSCRIPTIONS_READ,
    /** To ask for one, or give it up. */
    SUBSCRIPTIONS_WRITE,
    /** To approve or refuse what somebody else has asked for. */
    SUBSCRIPTIONS_DECIDE,
    /** Who sees which model, and whether on request. */
    VISIBILITY_WRITE,
    LIMITS_READ,
    LIMITS_WRITE,
    USAGE_READ,
    LEDGER_READ,
    LEDGER_WRITE,
    AUDIT_READ,
    NOTIFICATIONS_READ,
    NOTIFICATIONS_WRITE,
    NODES_READ,
    /** Which answers are kept; never what is in them. */
    CACHE_READ,
    /** To let kept answers go. */
    CACHE_WRITE,
    /** To let calls of one's own fail on purpose. */
    FAULTS_MAKE,
    /** Which limits, rights and targets apply to whom, and why. */
    EFFECTIVE_READ;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', ':');

    /** The spelling in APIs and settings: {@code keys:write}. */
    public String label() {
        return label;
    }

    /** The right with this {@link #label()}. */
    public static Optional<Right> of(String label) {
        for (Right right : values()) {
            if (right.label.equals(label)) {
                return Optional.of(right);
            }
        }
        return Optional.empty();
    }

    /** Whether it changes nothing. */
    public boolean reads() {
        return label.endsWith(":read");
    }

    /** What shows the things that this one changes: {@link #KEYS_READ} of {@link #KEYS_WRITE}; itself where it is for reading. */
    public Right toRead() {
        return switch (this) {
            case MODELS_INVOKE, VISIBILITY_WRITE -> MODELS_READ;
            case TENANTS_WRITE -> TENANTS_READ;
            case TEAMS_WRITE -> TEAMS_READ;
            case APPS_WRITE -> APPS_READ;
            case KEYS_WRITE -> KEYS_READ;
            case TOKENS_WRITE -> TOKENS_READ;
            case USERS_WRITE -> USERS_READ;
            case SUBSCRIPTIONS_WRITE, SUBSCRIPTIONS_DECIDE -> SUBSCRIPTIONS_READ;
            case LIMITS_WRITE -> LIMITS_READ;
            case LEDGER_WRITE -> LEDGER_READ;
            case NOTIFICATIONS_WRITE -> NOTIFICATIONS_READ;
            case CACHE_WRITE -> CACHE_READ;
            default -> this;
        };
    }
}
