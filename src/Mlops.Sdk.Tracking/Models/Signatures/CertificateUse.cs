using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mlops.Sdk;

/// <summary>What a certificate may be used for, and whose it is.</summary>
internal static class CertificateUse
{
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private const string AlternativeNames = "2.5.29.17";

    /// <summary>Why a certificate is not one for signing models, in words; null when it is. It has to say one of its uses, and each that it says has to allow it.</summary>
    public static string? WhyNotForCode(X509Certificate2 certificate)
    {
        X509KeyUsageExtension? usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        X509EnhancedKeyUsageExtension? purposes = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        if (usage is null && purposes is null) return "does not say that it is for signing (key usage digitalSignature, extended key usage codeSigning)";
        if (usage is not null && !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature)) return $"is not for signing: its key usage is {usage.KeyUsages}";
        return purposes is null || purposes.EnhancedKeyUsages.Cast<Oid>().Any(purpose => purpose.Value == CodeSigning)
            ? null
            : "is not for signing code: its extended key usage says something else";
    }

    /// <summary>The subject, and the names that it was issued for.</summary>
    public static IEnumerable<string> IdentitiesOf(X509Certificate2 certificate)
    {
        if (certificate.Subject.Length > 0) yield return certificate.Subject;
        foreach (X509Extension extension in certificate.Extensions)
        {
            if (extension.Oid?.Value != AlternativeNames) continue;
            var reader = new AsnReader(extension.RawData, AsnEncodingRules.DER);
            AsnReader names = reader.ReadSequence();
            while (names.HasData)
            {
                Asn1Tag tag = names.PeekTag();
                // rfc822Name, dNSName, uniformResourceIdentifier (RFC 5280, 4.2.1.6).
                if (tag.TagClass == TagClass.ContextSpecific && tag.TagValue is 1 or 2 or 6) yield return names.ReadCharacterString(UniversalTagNumber.IA5String, tag);
                else names.ReadEncodedValue();
            }
        }
    }
}
