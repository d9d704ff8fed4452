using System.Security.Cryptography;

namespace NextCode.Attempts.Local.SampleApi.Accounts;

/// <summary>A password as the account keeps it: PBKDF2 with a salt of its own.</summary>
internal sealed class PasswordHash
{
    // Far fewer than a production system needs: these accounts end with the process, and more would make every load
    // test one of PBKDF2.
    private const int Iterations = 1_000;
    private const int Bytes = 32;

    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private readonly byte[] _hash;

    public PasswordHash(string password) => _hash = Derive(password);

    public bool Matches(string password) => CryptographicOperations.FixedTimeEquals(_hash, Derive(password));

    private byte[] Derive(string password) =>
        Rfc2898DeriveBytes.Pbkdf2(password, _salt, Iterations, HashAlgorithmName.SHA256, Bytes);
}
