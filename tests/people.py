"""What people in tests know by heart."""

PASSWORD = "a long enough sign-in password"
PASSPHRASE = "amber lantern under the quiet bridge"
