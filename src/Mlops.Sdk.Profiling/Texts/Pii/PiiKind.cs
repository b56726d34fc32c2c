namespace Mlops.Sdk;

/// <summary>What tells of persons, or gives access.</summary>
[Flags]
public enum PiiKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>E-mail addresses.</summary>
    Email = 1,

    /// <summary>Telephone numbers.</summary>
    Phone = 2,

    /// <summary>Payment card numbers.</summary>
    PaymentCard = 4,

    /// <summary>Bank account numbers (IBAN).</summary>
    BankAccount = 8,

    /// <summary>Numbers that a state gives a person: US social security numbers; by the name of the column also passports and tax numbers.</summary>
    NationalId = 16,

    /// <summary>IP addresses.</summary>
    IpAddress = 32,

    /// <summary>MAC addresses.</summary>
    DeviceAddress = 64,

    /// <summary>Names of persons.</summary>
    PersonName = 128,

    /// <summary>Dates of birth.</summary>
    BirthDate = 256,

    /// <summary>Postal addresses.</summary>
    PostalAddress = 512,

    /// <summary>Points on the earth.</summary>
    Location = 1024,

    /// <summary>Tokens, keys and passwords.</summary>
    Secret = 2048,
}
