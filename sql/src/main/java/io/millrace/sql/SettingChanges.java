package io.millrace.sql;

import io.millrace.core.error.QueryException;
import io.millrace.sql.parse.SettingStatement;

/** Carries out SET and RESET. */
final class SettingChanges {
    private SettingChanges() {}

    static Step step(Settings settings, SettingStatement setting) {
        try {
            if (setting.key() == null) {
                if (!setting.reset()) {
                    return Inspection.settings(settings);
                }
                settings.resetAll();
                return new Step.Message("All settings are back to their defaults.");
            }
            if (setting.reset() || setting.value() == null) {
                settings.reset(setting.key());
                return new Step.Message("Setting '" + setting.key() + "' is back to its default.");
            }
            settings.set(setting.key(), setting.value());
            if (Settings.isMeaningless(setting.key())) {
                return new Step.Notice(ClusterSettings.notice(setting.key()));
            }
            return new Step.Message("Setting '" + setting.key() + "' is '" + setting.value() + "'.");
        } catch (Settings.InvalidSettingException e) {
            throw new QueryException(String.valueOf(e.getMessage()), null, e.hint());
        }
    }
}
